THINKFAMILY KEYS 1
67249026376bd80cb558cdf5f078c693df0f575b45d854f18537c41219775db8
{"app":"0.1.0","initialised":true,"made":"2026-11-22T13:26:37+00:00","practice":true,"sequence":2,"slots":[{"id":"07ef9d9cc1ef8c82","kind":"passphrase","made":"2026-11-22T13:26:37+00:00","nonce":"vpkcTIkHd6zJzgWd","parameters":{"lanes":4,"memory_kib":65536,"name":"argon2id","passes":3,"salt":"AQ+lcFe96EPe1Z1Z4lz/Tg==","version":19},"sealed":"+3/vlsoJ4A10aPC71aP6/AoE3KgF3HpqGN/+Y5brG4PU536dbmuqfgszxQXkrswnso5RLTCoMY8HmKVSo6oNCQ=="}],"vault":"77f0239c642cfa74470da71fe76e1ae1"}
