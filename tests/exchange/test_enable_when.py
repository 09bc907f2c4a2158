"""Whether a question shows, in our engine, as FHIR defines it. A second opinion is LHC-Forms (npm `lforms` 40.1.3).

`second_opinion.mjs` ran these same Questionnaires and responses through it, and `second_opinion.json` is what it
said. Where it and the engine disagree, and why the engine follows the text of FHIR R4:

- `equal a day`, `on or after a day`, `not equal a day, another`, `before a day`: see DISAGREEMENTS.
"""
