// Runs the handler once: node first_picture.js EVENT. Prints the answer, and the CPU milliseconds of the process so far.
"use strict";

const { readFileSync } = require("node:fs");

const { handler } = require("./handler.js");

handler(JSON.parse(readFileSync(process.argv[2], "utf8"))).then((answer) => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, answer }));
});
