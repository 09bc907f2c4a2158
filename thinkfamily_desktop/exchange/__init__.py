"""FHIR both ways: a form as a Questionnaire, a Questionnaire as a form, a Release as a QuestionnaireResponse."""
