// Scales: how a slider's way is divided over a range. A wide one is run through in equal ratios, so that 300 of 8192
// pixels is not at its very beginning.

const STEPS = 1000,
  WIDE = 500,
  ENDLESS = 20000;

// The slider's settings for a range; null where a slider would be of no use.
export function scaleOf({ kind, min, max }) {
  if (max - min > ENDLESS) return null;
  const digits = kind === "number" ? (max - min <= 5 ? 2 : max - min <= 30 ? 1 : 0) : 0;
  const round = (value) => String(Number(Math.min(max, Math.max(min, value)).toFixed(digits)));
  if (min < 0 || max - min < WIDE) {
    return { min, max, step: 10 ** -digits, to: Number, from: round };
  }
  const whole = Math.log(max - min + 1);
  return {
    min: 0,
    max: STEPS,
    step: 1,
    to: (value) => (STEPS * Math.log(Math.max(0, value - min) + 1)) / whole,
    from: (at) => round(min + Math.exp((at / STEPS) * whole) - 1),
  };
}
