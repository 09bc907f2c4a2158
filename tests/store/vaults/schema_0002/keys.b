THINKFAMILY KEYS 1
2f6070ce762820b6c7d765d35363b7e6176de522e996c679a39e227493c18800
{"app":"0.1.0","initialised":true,"made":"2026-11-22T13:42:09+00:00","practice":true,"sequence":2,"slots":[{"id":"c1d0181d3c242e2a","kind":"passphrase","made":"2026-11-22T13:42:09+00:00","nonce":"8mnJAwy0s42l6E78","parameters":{"lanes":4,"memory_kib":65536,"name":"argon2id","passes":3,"salt":"wa0a/D5/TTJws2Ed4dEzTw==","version":19},"sealed":"Qswgwi5ZdD5+1qXP35vAxlh80BtFcr9PFN/M0yxHGW4AsFNeOYrd4CWDwdku8M/K74Qns+c7yRfX6V2yx2/zKw=="}],"vault":"eb2618475f6e2ef5862ce86a132630d2"}
