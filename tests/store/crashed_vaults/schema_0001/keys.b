THINKFAMILY KEYS 1
7612aeb6b5b36471b043a1038dc0f8ab17ef30c0a51bb8608894bcdf33a6978a
{"app":"0.1.0","initialised":true,"made":"2026-11-22T16:26:57+00:00","practice":true,"sequence":2,"slots":[{"id":"b46d6e1cb20184f1","kind":"passphrase","made":"2026-11-22T16:26:55+00:00","nonce":"FWZEVqxLXMRZc5PU","parameters":{"lanes":4,"memory_kib":65536,"name":"argon2id","passes":3,"salt":"9o5nr5eBHBTPxSJIuSvW9w==","version":19},"sealed":"GlOa27gZMtr+4kpMfQtAtCqX8ahnU3Y++BwbAIGUy+sjmiDaY0ukucTh3XcPy5XjA0J/N9ahDdcuGJUy78Y/Jw=="}],"vault":"d50a17b94ce9561c99035a7ae2b91ebf"}
