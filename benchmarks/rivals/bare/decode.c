// Decoding, by the formats' own libraries.

#include "floor.h"

#include <avif/avif.h>
#include <jpeglib.h>
#include <string.h>
#include <webp/decode.h>

static Image decode_jpeg(File file, int width, int height) {
  struct jpeg_decompress_struct codec;
  struct jpeg_error_mgr errors;
  codec.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&codec);
  jpeg_mem_src(&codec, file.bytes, file.size);
  jpeg_read_header(&codec, TRUE);
  codec.out_color_space = JCS_RGB;
  codec.scale_denom = 8;
  for (codec.scale_num = 1; codec.scale_num < 8; codec.scale_num *= 2) {
    jpeg_calc_output_dimensions(&codec);
    if ((int)codec.output_width >= GAP * width && (int)codec.output_height >= GAP * height) break;
  }
  jpeg_start_decompress(&codec);
  Image image = blank((int)codec.output_width, (int)codec.output_height, 3);
  size_t stride = (size_t)image.width * 3;
  while (codec.output_scanline < codec.output_height) {
    JSAMPROW row = image.pixels + codec.output_scanline * stride;
    jpeg_read_scanlines(&codec, &row, 1);
  }
  jpeg_finish_decompress(&codec);
  jpeg_destroy_decompress(&codec);
  return image;
}

static Image decode_webp(File file, int width, int height) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) fail("another libwebp than that of the headers");
  if (WebPGetFeatures(file.bytes, file.size, &config.input) != VP8_STATUS_OK) fail("the WebP cannot be read");
  int channels = config.input.has_alpha ? 4 : 3, smaller = config.input.width > GAP * width;
  Image image = blank(smaller ? GAP * width : config.input.width, smaller ? GAP * height : config.input.height, channels);
  config.options.use_scaling = smaller;
  config.options.scaled_width = image.width;
  config.options.scaled_height = image.height;
  config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = image.pixels;
  config.output.u.RGBA.stride = image.width * channels;
  config.output.u.RGBA.size = (size_t)image.width * image.height * channels;
  if (WebPDecode(file.bytes, file.size, &config) != VP8_STATUS_OK) fail("the WebP cannot be decoded");
  return image;
}

static Image decode_avif(File file) {
  avifDecoder *decoder = avifDecoderCreate();
  decoder->maxThreads = 1;
  avifImage *stored = avifImageCreateEmpty();
  if (avifDecoderReadMemory(decoder, stored, file.bytes, file.size) != AVIF_RESULT_OK) fail("the AVIF cannot be decoded");
  Image image = blank((int)stored->width, (int)stored->height, 3);
  avifRGBImage pixels;
  avifRGBImageSetDefaults(&pixels, stored);
  pixels.format = AVIF_RGB_FORMAT_RGB;
  pixels.depth = 8;
  pixels.pixels = image.pixels;
  pixels.rowBytes = (uint32_t)image.width * 3;
  if (avifImageYUVToRGB(stored, &pixels) != AVIF_RESULT_OK) fail("the AVIF's colours cannot be converted");
  avifImageDestroy(stored);
  avifDecoderDestroy(decoder);
  return image;
}

Image decode(File file, int width, int height) {
  const uint8_t *head = file.bytes;
  if (file.size < 12) fail("no picture");
  if (head[0] == 0xff && head[1] == 0xd8) return decode_jpeg(file, width, height);
  if (!memcmp(head, "\x89PNG", 4)) return decode_png(file);
  if (!memcmp(head + 8, "WEBP", 4)) return decode_webp(file, width, height);
  return decode_avif(file);
}

