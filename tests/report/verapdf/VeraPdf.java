import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF about files, one request a line on standard input: PROFILE[,PROFILE] TAB FILE TAB PASSWORD.
 *
 * Answers with a line for each profile: verdict, profile, number of rules, number of failed checks, file; then an
 * indented line for each rule that failed; then an empty line. One process answers for a whole run of tests: a virtual
 * machine that has warmed up takes a tenth of the time. Profiles are read with the JDK's own XML reader, because the
 * jar at hand carries no JAXB.
 */
public final class VeraPdf {
    private static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "3a", "PDFA-3A");

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            String[] parts = request.split("\t", -1);
            for (String wanted : parts[0].split(",")) {
                if (!profiles.containsKey(wanted)) {
                    profiles.put(wanted, read(PROFILES.get(wanted)));
                }
                judge(new File(parts[1]), parts[2].isEmpty() ? null : parts[2], wanted, profiles.get(wanted));
            }
            System.out.println();
            System.out.flush();
        }
    }

    private static void judge(File file, String password, String name, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour, flavour, password);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            int failed = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
            System.out.printf("%s\t%s\t%d\t%d\t%s%n", result.isCompliant() ? "PASS" : "FAIL", name,
                    profile.getRules().size(), failed, file);
            Map<String, String> reasons = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    reasons.putIfAbsent(rule.getClause() + "-" + rule.getTestNumber(),
                            assertion.getMessage() + " at " + assertion.getLocation().getContext());
                }
            }
            reasons.forEach((rule, reason) -> System.out.println("    " + rule + " " + reason));
        }
    }

    private static ValidationProfile read(String name) throws Exception {
        String path = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream in = VeraPdf.class.getClassLoader().getResourceAsStream(path)) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Set<Rule> rules = new LinkedHashSet<>();
            for (Element rule : named(root, "rule")) {
                rules.add(rule(rule));
            }
            Set<Variable> variables = new LinkedHashSet<>();
            for (Element variable : named(root, "variable")) {
                variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                        variable.getAttribute("object"), child(variable, "defaultValue"), child(variable, "value")));
            }
            return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                    Profiles.profileDetailsFromValues("", "", "", new Date(0)), "", rules, variables);
        }
    }

    private static Rule rule(Element rule) {
        Element id = named(rule, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
        String message = child(named(rule, "error").get(0), "message");
        return Profiles.ruleFromValues(ruleId, rule.getAttribute("object"),
                "true".equals(rule.getAttribute("deferred")) ? Boolean.TRUE : null, rule.getAttribute("tags"),
                child(rule, "description"), child(rule, "test"),
                Profiles.errorFromValues(message, new ArrayList<ErrorArgument>()), new ArrayList<Reference>());
    }

    private static List<Element> named(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            elements.add((Element) found.item(index));
        }
        return elements;
    }

    private static String child(Element parent, String tag) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (tag.equals(node.getNodeName())) {
                return node.getTextContent().trim();
            }
        }
        return "";
    }
}
