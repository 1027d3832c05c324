// Where sharp's attention and entropy cut: a JSON list of {file, width, height} comes in, one of {box, ms} goes out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const sharp = createRequire(`${process.argv[2]}/`)("sharp");
sharp.concurrency(1);
sharp.cache(false);
const wanted = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const { file, width, height, position } of wanted) {
  const { width: across, height: down } = await sharp(file).metadata();
  const scale = Math.max(width / across, height / down);
  const before = process.cpuUsage();
  const { info } = await sharp(file).resize(width, height, { fit: "cover", position }).raw().toBuffer({ resolveWithObject: true });
  const used = process.cpuUsage(before);
  const left = -(info.cropOffsetLeft ?? 0) / scale, top = -(info.cropOffsetTop ?? 0) / scale;
  found.push({ box: [left, top, width / scale, height / scale], ms: (used.user + used.system) / 1000 });
}
console.log(JSON.stringify(found));
