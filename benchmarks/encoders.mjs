// What sharp makes of a picture of raw pixels, for benchmarks/encoders.py: a line of JSON in, a line of JSON out.
import { createInterface } from 'node:readline';
import { readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);

for await (const line of createInterface({ input: process.stdin })) {
  const { file, width, height, to, kind, options } = JSON.parse(line);
  const pixels = readFileSync(file);
  const before = process.cpuUsage();
  const made = await sharp(pixels, { raw: { width, height, channels: 3 } }).toFormat(kind, options).toBuffer();
  const spent = process.cpuUsage(before);
  writeFileSync(to, made);
  console.log(JSON.stringify({ ms: (spent.user + spent.system) / 1000 }));
}
