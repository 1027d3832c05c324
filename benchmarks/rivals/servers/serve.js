// Starts a server of Node: serve(listener) listens at PORT, in as many processes as PROCESSES says.
"use strict";

const cluster = require("node:cluster");
const http = require("node:http");

const processes = Number(process.env.PROCESSES ?? 1);

exports.serve = (listener) => {
  if (processes > 1 && cluster.isPrimary) {
    for (let number = 0; number < processes; number += 1) cluster.fork();
    process.on("SIGTERM", () => process.exit());
  } else {
    http.createServer(listener).listen(Number(process.env.PORT), "127.0.0.1");
  }
};
