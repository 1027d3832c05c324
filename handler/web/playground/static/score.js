// Score: how near one picture is to another: SSIM of Wang, Bovik, Sheikh and Simoncelli (2004) on luminance.
// As their own program does, both are first made so small that the shorter side has about 256 pixels.

const RADIUS = 5,
  SIGMA = 1.5;
const C1 = (0.01 * 255) ** 2,
  C2 = (0.03 * 255) ** 2;

// The luminance of a picture on white, at most so many pixels a side, reduced by whole factors.
async function luminance(blob) {
  const picture = await createImageBitmap(blob);
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  const factor = Math.max(1, Math.round(Math.min(width, height) / 256));
  const w = Math.floor(width / factor),
    h = Math.floor(height / factor);
  const grey = new Float32Array(w * h),
    share = 1 / (factor * factor);
  for (let y = 0; y < h * factor; y++) {
    for (let x = 0; x < w * factor; x++) {
      const at = 4 * (y * width + x);
      grey[Math.floor(y / factor) * w + Math.floor(x / factor)] +=
        share * (0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]);
    }
  }
  return { grey, w, h };
}

const WEIGHTS = (() => {
  const raw = Array.from({ length: 2 * RADIUS + 1 }, (_, at) => Math.exp(-((at - RADIUS) ** 2) / (2 * SIGMA ** 2)));
  const sum = raw.reduce((all, one) => all + one);
  return raw.map((one) => one / sum);
})();

// The Gaussian mean of every whole window: rows first, then columns.
function means(values, w, h) {
  const across = w - 2 * RADIUS,
    down = h - 2 * RADIUS;
  const rows = new Float32Array(across * h),
    out = new Float32Array(across * down);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let i = 0; i < WEIGHTS.length; i++) sum += WEIGHTS[i] * values[y * w + x + i];
      rows[y * across + x] = sum;
    }
  }
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let sum = 0;
      for (let i = 0; i < WEIGHTS.length; i++) sum += WEIGHTS[i] * rows[(y + i) * across + x];
      out[y * across + x] = sum;
    }
  }
  return out;
}

// How near two pictures are, -1 to 1.
export const score = async (result, exact) => ssim(await luminance(result), await luminance(exact));

// Of two luminances, from -1 to 1, which only the same has; null where they have two sizes, or less than a window.
export function ssim(one, two) {
  const { w, h } = one;
  if (w !== two.w || h !== two.h || Math.min(w, h) <= 2 * RADIUS) return null;
  const of = (read) =>
    means(
      one.grey.map((_, at) => read(one.grey[at], two.grey[at])),
      w,
      h,
    );
  const a = of((x) => x),
    b = of((_, y) => y);
  const aa = of((x) => x * x),
    bb = of((_, y) => y * y),
    ab = of((x, y) => x * y);
  let sum = 0;
  for (let at = 0; at < a.length; at++) {
    const product = a[at] * b[at],
      squares = a[at] ** 2 + b[at] ** 2;
    sum += ((2 * product + C1) * (2 * (ab[at] - product) + C2)) / ((squares + C1) * (aa[at] + bb[at] - squares + C2));
  }
  return sum / a.length;
}
