"use strict";
"use asm";

module.exports = { use: "server" };
