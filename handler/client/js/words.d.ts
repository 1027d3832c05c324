// The parameters of a picture, as the service reads them; tools/client_words.py writes this file.

/** A value: text, a number, yes or no, or several of these. What is null or undefined is left out. */
export type Value = string | number | boolean | null | undefined | readonly (string | number)[];

/** What every picture takes. */
export interface Words {
  /** Aspect ratio, width:height, for a missing side. Without fit: fit=crop. */
  ar?: Value;
  /** What is left to this service. format: the best that Accept names, which is the default where fm says none; compress: a lower quality besides, where q says none and the format has one; enhance: enhance=100, where enhance says nothing else. */
  auto?: Value;
  /** How far the ends move to black and white, percent. */
  'auto-contrast'?: Value;
  /** Colour of what the picture does not cover. Without it: white on an opaque picture, transparent on one that has transparency. */
  bg?: Value;
  /** A colour that covers the picture, or another picture as mark has it; without blend-mode in the mode overlay. */
  blend?: Value;
  /** At which edges it lies. */
  'blend-align'?: Value;
  /** How opaque it is, percent; 0 shows nothing of it. */
  'blend-alpha'?: Value;
  /** The colour, in place of blend. */
  'blend-color'?: Value;
  /** How it fits into blend-w and blend-h, as fit has it. */
  'blend-fit'?: 'clip' | 'crop' | 'max' | 'scale' | null;
  /** Its height; a ratio is of its own height. */
  'blend-h'?: Value;
  /** How its colours and those below make one, as in CSS. */
  'blend-mode'?: 'normal' | 'multiply' | 'screen' | 'overlay' | 'darken' | 'lighten' | 'color-dodge' | 'color-burn' | 'hard-light' | 'soft-light' | 'difference' | 'exclusion' | 'hue' | 'saturation' | 'color' | 'luminosity' | null;
  /** Distance from the edges, pixels. */
  'blend-pad'?: Value;
  /** Degrees by which it is turned clockwise. */
  'blend-rot'?: Value;
  /** Its width, percent of the picture's width. */
  'blend-scale'?: Value;
  /** Whose size it has. inherit: it takes the picture's size, cut where its shape is another. */
  'blend-size'?: 'own' | 'inherit' | null;
  /** Whether it is repeated. grid: over all of the picture. */
  'blend-tile'?: 'none' | 'grid' | null;
  /** Its width; a ratio is of its own width. */
  'blend-w'?: Value;
  /** Distance from the left edge, in place of blend-align. */
  'blend-x'?: Value;
  /** Distance from the top edge, in place of blend-align. */
  'blend-y'?: Value;
  /** Gaussian radius, pixels. */
  blur?: Value;
  /** Width of the frame in pixels, then its colour. */
  border?: Value;
  /** Percent of the full range added to every level; 100 makes all white. */
  bri?: Value;
  /** Headers of the viewer that count: dpr and width take the place of those parameters, save-data lowers the quality to 45 where q says none. Without such a header the parameters hold. */
  ch?: Value;
  /** The colour. Its alpha says how dense the veil is. */
  colorize?: Value;
  /** Number of colours in the palette; only with fm=png, gif, palette-json or palette-css. */
  colors?: Value;
  /** Percent that levels move away from middle gray: 100 doubles the distance, -100 leaves gray. */
  con?: Value;
  /** Radius of all corners, or of top left, top right, bottom right, bottom left, pixels. Without mask: mask=corners. A border follows the corners. */
  'corner-radius'?: Value;
  /** What a crop keeps. entropy, edges: where most is to be seen; smart: faces, else what catches an eye; faces: all that fit, and what to keep where there is none may follow, as in faces,top. A focal point that is stored with the picture comes before smart and faces, and is that of focalpoint alone. Without fit: fit=crop. */
  crop?: Value;
  /** Colours of the result: srgb, or p3, which keeps the stronger colours that phones and cameras see; only with fm=jpg, webp, avif or png. */
  cs?: 'srgb' | 'p3' | null;
  /** Points of the curve for all channels, from dark to light: a level, what becomes of it, the next. At most 16. */
  curve?: Value;
  /** As curve, for blue alone, and after it. */
  'curve-b'?: Value;
  /** As curve, for green alone, and after it. */
  'curve-g'?: Value;
  /** As curve, for red alone, and after it. */
  'curve-r'?: Value;
  /** Offer the picture as a download of this name. */
  dl?: Value;
  /** Multiplies, in pixels, w, h, pad, border, shadow, corner-radius, blur, progressive-blur, grain-size, lengths of txt, mark and blend. */
  dpr?: Value;
  /** Colour of the shadows, then of the lights. The alpha of each is its strength. */
  duotone?: Value;
  /** Strength of the effect of duotone, percent. */
  'duotone-alpha'?: Value;
  /** How hard the encoder tries: fast takes the least time, small the fewest bytes. Without it TINTYPE_EFFORT decides. */
  effort?: 'fast' | 'balanced' | 'small' | null;
  /** How far, percent; auto=enhance is enhance=100. */
  enhance?: Value;
  /** 50 doubles the light, -50 halves it: fiftieths of an F-stop. */
  exp?: Value;
  /** The link is good until then, seconds since 1970; then 410. */
  expires?: Value;
  /** Gaussian radius in percent of a face's width. */
  'face-blur'?: Value;
  /** Side of a block, pixels; 0 and 1 change nothing. */
  'face-pixel'?: Value;
  /** Which face alone is kept, from 1, the largest. */
  faceindex?: Value;
  /** For fit=facearea: how many times as wide and high as the faces. */
  facepad?: Value;
  /** Tell where faces are in the stored picture; where facts are told. */
  faces?: Value;
  /** How the picture fits into w and h. max: all of it, never enlarged; clip: all of it, enlarged if it is small; crop: it fills w and h, and what sticks out is cut off; min: as crop, never enlarged, so that the ratio is kept; cropmax: as crop, never enlarged, so that a side that is too short stays; cut: w and h are cut out, nothing is resized; scale: stretched; scalemax: as scale, never enlarged; fill, fillmax: as clip and max, the rest of w and h as ground says, else in the colour bg; facearea: as crop, around the faces alone; match, matchmax: as crop or cropmax where picture and box both lie or both stand, else as clip or max. */
  fit?: 'max' | 'clip' | 'crop' | 'min' | 'cropmax' | 'scale' | 'scalemax' | 'fill' | 'fillmax' | 'facearea' | 'cut' | 'match' | 'matchmax' | null;
  /** h swaps left and right, v swaps top and bottom, hv does both. */
  flip?: 'h' | 'v' | 'hv' | null;
  /** Format of the result: the first of these that can carry the picture. source is the kind that is stored; classic is that too, but JPEG or PNG in place of AVIF and WebP. smallest, alone or before others: all that can are written, at one q, and the file with the fewest bytes is taken. Without it, and with smallest alone, Accept decides. */
  fm?: Value;
  /** Focal point: 0 is the left edge, 1 the right one. */
  'fp-x'?: Value;
  /** Focal point: 0 is the top edge, 1 the bottom one. */
  'fp-y'?: Value;
  /** Zoom towards the focal point. */
  'fp-z'?: Value;
  /** Frames a second that an animation has at most; what is left out is shown by the frame before it, so that it takes as long as ever; only with fm=webp, avif, png or gif. */
  fps?: Value;
  /** One frame of an animation or page of a file, from 0. */
  frame?: Value;
  /** The part of an animation that is shown: first and last frame, from 0. */
  frames?: Value;
  /** 50 is gamma 2, -50 gamma 0.5: two to the power of a fiftieth of the amount. */
  gam?: Value;
  /** Two to eight colours along the gradient. Their alpha says how dense they are. */
  gradient?: Value;
  /** Degrees, as in CSS: 0 runs upwards, 90 to the right. */
  'gradient-angle'?: Value;
  /** Where each colour stands, 0 to 1; without it they are evenly spaced. */
  'gradient-stops'?: Value;
  /** Strength of the grain, percent. */
  grain?: Value;
  /** Another number is another pattern. */
  'grain-seed'?: Value;
  /** Size of a grain, pixels. */
  'grain-size'?: Value;
  /** With fit=fill or fillmax, what lies beside the picture. solid: bg; blur: the picture itself, blurred; edge: the colours of its edges; average: their mean, of all of it. */
  ground?: 'solid' | 'blur' | 'edge' | 'average' | null;
  /** Height. */
  h?: Value;
  /** Light beyond white. keep: the gain map of an Ultra HDR picture follows cuts, sizes, flips and quarter turns; only with fm=jpg or pjpg. drop: the picture alone, as every screen shows it. */
  hdr?: 'drop' | 'keep' | null;
  /** Below 0 it darkens the bright parts, above it brightens. */
  high?: Value;
  /** Degrees; 120 makes red green, green blue and blue red. */
  hue?: Value;
  /** Every how manyth frame of an animation is shown, from the first; each as long as before, so that it plays faster. */
  interval?: Value;
  /** true makes the negative. */
  invert?: Value;
  /** The level that becomes black, the gamma of what lies between, the level that becomes white: 0 to 255, 0.1 to 10, 0 to 255. A gamma above 1 lightens. */
  levels?: Value;
  /** How often an animation plays, 0 for ever; only with fm=webp, avif, png or gif. Without it as often as the stored one. */
  loop?: Value;
  /** Keep every pixel exactly; only with fm=webp, jp2, jxl, png or tiff. */
  lossless?: Value;
  /** The picture that is laid over this one: its key, or ~ and a generator with its parameters. frame and or may follow a key. The value is an address of its own, so all of it is percent-encoded. */
  mark?: Value;
  /** At which edges it lies, or in the middle across (center) and down (middle). Without it: bottom,right; tiles begin at top,left. */
  'mark-align'?: Value;
  /** How opaque it is, percent; 0 shows nothing of it. */
  'mark-alpha'?: Value;
  /** How it fits into mark-w and mark-h, as fit has it. */
  'mark-fit'?: 'clip' | 'crop' | 'max' | 'scale' | null;
  /** Its height; a ratio is of its own height. */
  'mark-h'?: Value;
  /** Distance from the edges, and between tiles, pixels. */
  'mark-pad'?: Value;
  /** Degrees by which it is turned clockwise. */
  'mark-rot'?: Value;
  /** Its width, percent of the picture's width. */
  'mark-scale'?: Value;
  /** Whether it is repeated. grid: over all of the picture. */
  'mark-tile'?: 'none' | 'grid' | null;
  /** Its width; a ratio is of its own width. */
  'mark-w'?: Value;
  /** Distance from the left edge, in place of mark-align. */
  'mark-x'?: Value;
  /** Distance from the top edge, in place of mark-align. */
  'mark-y'?: Value;
  /** The picture that is laid over this one: its key, or ~ and a generator with its parameters. frame and or may follow a key. The value is an address of its own, so all of it is percent-encoded. */
  mark2?: Value;
  /** At which edges it lies, or in the middle across (center) and down (middle). Without it: bottom,right; tiles begin at top,left. */
  'mark2-align'?: Value;
  /** How opaque it is, percent; 0 shows nothing of it. */
  'mark2-alpha'?: Value;
  /** How it fits into mark2-w and mark2-h, as fit has it. */
  'mark2-fit'?: 'clip' | 'crop' | 'max' | 'scale' | null;
  /** Its height; a ratio is of its own height. */
  'mark2-h'?: Value;
  /** Distance from the edges, and between tiles, pixels. */
  'mark2-pad'?: Value;
  /** Degrees by which it is turned clockwise. */
  'mark2-rot'?: Value;
  /** Its width, percent of the picture's width. */
  'mark2-scale'?: Value;
  /** Whether it is repeated. grid: over all of the picture. */
  'mark2-tile'?: 'none' | 'grid' | null;
  /** Its width; a ratio is of its own width. */
  'mark2-w'?: Value;
  /** Distance from the left edge, in place of mark2-align. */
  'mark2-x'?: Value;
  /** Distance from the top edge, in place of mark2-align. */
  'mark2-y'?: Value;
  /** The picture that is laid over this one: its key, or ~ and a generator with its parameters. frame and or may follow a key. The value is an address of its own, so all of it is percent-encoded. */
  mark3?: Value;
  /** At which edges it lies, or in the middle across (center) and down (middle). Without it: bottom,right; tiles begin at top,left. */
  'mark3-align'?: Value;
  /** How opaque it is, percent; 0 shows nothing of it. */
  'mark3-alpha'?: Value;
  /** How it fits into mark3-w and mark3-h, as fit has it. */
  'mark3-fit'?: 'clip' | 'crop' | 'max' | 'scale' | null;
  /** Its height; a ratio is of its own height. */
  'mark3-h'?: Value;
  /** Distance from the edges, and between tiles, pixels. */
  'mark3-pad'?: Value;
  /** Degrees by which it is turned clockwise. */
  'mark3-rot'?: Value;
  /** Its width, percent of the picture's width. */
  'mark3-scale'?: Value;
  /** Whether it is repeated. grid: over all of the picture. */
  'mark3-tile'?: 'none' | 'grid' | null;
  /** Its width; a ratio is of its own width. */
  'mark3-w'?: Value;
  /** Distance from the left edge, in place of mark3-align. */
  'mark3-x'?: Value;
  /** Distance from the top edge, in place of mark3-align. */
  'mark3-y'?: Value;
  /** The picture that is laid over this one: its key, or ~ and a generator with its parameters. frame and or may follow a key. The value is an address of its own, so all of it is percent-encoded. */
  mark4?: Value;
  /** At which edges it lies, or in the middle across (center) and down (middle). Without it: bottom,right; tiles begin at top,left. */
  'mark4-align'?: Value;
  /** How opaque it is, percent; 0 shows nothing of it. */
  'mark4-alpha'?: Value;
  /** How it fits into mark4-w and mark4-h, as fit has it. */
  'mark4-fit'?: 'clip' | 'crop' | 'max' | 'scale' | null;
  /** Its height; a ratio is of its own height. */
  'mark4-h'?: Value;
  /** Distance from the edges, and between tiles, pixels. */
  'mark4-pad'?: Value;
  /** Degrees by which it is turned clockwise. */
  'mark4-rot'?: Value;
  /** Its width, percent of the picture's width. */
  'mark4-scale'?: Value;
  /** Whether it is repeated. grid: over all of the picture. */
  'mark4-tile'?: 'none' | 'grid' | null;
  /** Its width; a ratio is of its own width. */
  'mark4-w'?: Value;
  /** Distance from the left edge, in place of mark4-align. */
  'mark4-x'?: Value;
  /** Distance from the top edge, in place of mark4-align. */
  'mark4-y'?: Value;
  /** The shape that stays. ellipse fills the picture; circle, squircle, star, heart, hexagon and path are as large as fits, in the middle. */
  mask?: 'ellipse' | 'corners' | 'circle' | 'squircle' | 'star' | 'heart' | 'hexagon' | 'path' | null;
  /** The outline that stays, as SVG path data (M L H V C S Q T A Z). Its box fills the picture, the ratio kept; at most 256 segments. Without mask: mask=path. */
  'mask-path'?: Value;
  /** Bytes that the file may have: it gets the highest quality up to q with which it has no more. 413 where it has more at q=1 too, and says how many. */
  'max-bytes'?: Value;
  /** No higher than this, pixels. */
  'max-h'?: Value;
  /** No wider than this, pixels. */
  'max-w'?: Value;
  /** Side of the square, pixels: 3, 5 or 7; 1 changes nothing. */
  median?: Value;
  /** What is kept. strip: nothing; copyright: EXIF Artist and Copyright; keep: EXIF and XMP. */
  metadata?: 'strip' | 'copyright' | 'keep' | null;
  /** No lower than this, pixels; may enlarge. */
  'min-h'?: Value;
  /** No narrower than this, pixels; may enlarge. */
  'min-w'?: Value;
  /** The colour. Its alpha is the strength of the effect. */
  mono?: Value;
  /** How strong a difference still counts as noise, percent. */
  nr?: Value;
  /** How much what is left is sharpened, percent. */
  nrs?: Value;
  /** EXIF orientation to use instead of the stored one; 1 turns nothing. */
  or?: Value;
  /** Width of the space on each side, pixels. */
  pad?: Value;
  /** The space at the bottom, in place of pad. */
  'pad-bottom'?: Value;
  /** The space on the left, in place of pad. */
  'pad-left'?: Value;
  /** The space on the right, in place of pad. */
  'pad-right'?: Value;
  /** The space at the top, in place of pad. */
  'pad-top'?: Value;
  /** The same, from 1: one page of a PDF or TIFF; page=1 is frame=0. */
  page?: Value;
  /** The colours of the picture in place of it: the same as fm=palette-json or fm=palette-css. */
  palette?: 'json' | 'css' | null;
  /** Tell what to show until the picture is there; where facts are told. */
  placeholder?: Value;
  /** How the classes of a palette begin; only with fm=palette-css. */
  prefix?: Value;
  /** A named set of parameters. Parameters beside it replace those of the set. */
  preset?: Value;
  /** Gaussian radius where it is softest, pixels. */
  'progressive-blur'?: Value;
  /** Where it gets softer, degrees as in CSS: 0 upwards, 90 right. */
  'progressive-blur-angle'?: Value;
  /** Up to where it stays sharp, as a part of the way. */
  'progressive-blur-start'?: Value;
  /** From where on it is softest, as a part of the way. */
  'progressive-blur-stop'?: Value;
  /** Side of a block, pixels; 0 and 1 change nothing. */
  px?: Value;
  /** Quality of JPEG, WebP, AVIF, JPEG 2000 and JPEG XL, 1 to 100; of several formats in fm, for those that have one. auto:best, auto:good, auto:eco and auto:low look for the one with which this picture looks so good in its format; auto is auto:good. */
  q?: Value;
  /** Left, top, width, height of the part to keep, each in pixels (100) or as a ratio (0.25). */
  rect?: Value;
  /** Play an animation backwards; only with fm=webp, avif, png or gif. */
  reverse?: Value;
  /** Degrees clockwise; -90 is 270. */
  rot?: Value;
  /** Percent of its colour that a pixel gains; -100 is gray, 100 doubles it. */
  sat?: Value;
  /** Strength of the effect, percent. */
  sepia?: Value;
  /** Above 0 it lightens the dark parts, below it darkens. */
  shad?: Value;
  /** As in CSS: how far to the right, how far down, how soft, in pixels, then the colour. */
  shadow?: Value;
  /** Percent by which the finest detail gets stronger. To choose a radius, take usm. */
  sharp?: Value;
  /** What is border. auto: transparency, else the colour of the top left pixel; color: trim-color. */
  trim?: 'auto' | 'color' | null;
  /** The border's colour. */
  'trim-color'?: Value;
  /** How far, of 255, a channel may differ from the border's colour and still be border. */
  'trim-tol'?: Value;
  /** What is written, at most 1000 characters; %0A begins a new line. txt64: in base64url. */
  txt?: Value;
  /** Where it stands: top, middle or bottom, and left, center or right. */
  'txt-align'?: Value;
  /** Which part of a line that is too long is cut, and whether an ellipsis says so. */
  'txt-clip'?: Value;
  /** Colour of the letters. */
  'txt-color'?: Value;
  /** What becomes of a text that is too long: wrap breaks it in lines, max makes it smaller, wrapmax does both. Without it, each line is cut as txt-clip says. */
  'txt-fit'?: 'max' | 'wrap' | 'wrapmax' | null;
  /** A font of the deployment, by the name of its file, or sans-serif, serif, monospace; then bold, italic. */
  'txt-font'?: Value;
  /** Width of an outline around the letters, pixels. */
  'txt-line'?: Value;
  /** Colour of the outline. */
  'txt-line-color'?: Value;
  /** Pixels between the text and the edges of the picture. */
  'txt-pad'?: Value;
  /** Strength of a shadow, 0 to 10. */
  'txt-shad'?: Value;
  /** Size of the type, pixels. */
  'txt-size'?: Value;
  /** Width of the column, pixels or a ratio. Without it: all between the padding. */
  'txt-width'?: Value;
  /** How much of its difference from the surroundings is added to a pixel, percent. */
  usm?: Value;
  /** Gaussian radius of the surroundings, pixels. */
  usmrad?: Value;
  /** Edition, any text: caches may keep the answer for ever. Change it with the picture. */
  v?: Value;
  /** Percent of its colour that the palest pixel gains; a pure colour gains nothing. */
  vib?: Value;
  /** How much of its light a corner loses, percent. */
  vignette?: Value;
  /** What the corners fade into. Its alpha is multiplied with vignette. */
  'vignette-color'?: Value;
  /** Width. */
  w?: Value;
}

/** What the pictures that can be made take besides. */
export interface Made {
  placeholder: { fill?: Value; ink?: Value; size?: Value; text?: Value; };
  gradient: { angle?: Value; fill?: Value; shape?: 'linear' | 'radial' | null; size?: Value; };
  pattern: { angle?: Value; cell?: Value; fill?: Value; ink?: Value; seed?: Value; size?: Value; style?: 'checks' | 'stripes' | 'noise' | null; };
  qr: { fill?: Value; ink?: Value; level?: 'l' | 'm' | 'q' | 'h' | null; module?: Value; quiet?: Value; text?: Value; };
  avatar: { fill?: Value; ink?: Value; name?: Value; seed?: Value; size?: Value; };
  card: { angle?: Value; fill?: Value; ink?: Value; logo?: Value; picture?: Value; size?: Value; subtitle?: Value; title?: Value; };
  montage: { cell?: Value; 'cell-fit'?: 'crop' | 'clip' | 'max' | null; columns?: Value; fill?: Value; gap?: Value; keys?: Value; };
}
