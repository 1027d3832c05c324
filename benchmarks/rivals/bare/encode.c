// Encoding, by the formats' own libraries.

#include "floor.h"

#include <avif/avif.h>
#include <jpeglib.h>
#include <string.h>
#include <webp/encode.h>

static File encode_jpeg(Image image, int quality) {
  struct jpeg_compress_struct codec;
  struct jpeg_error_mgr errors;
  unsigned char *bytes = NULL;
  unsigned long size = 0;
  codec.err = jpeg_std_error(&errors);
  jpeg_create_compress(&codec);
  jpeg_mem_dest(&codec, &bytes, &size);
  codec.image_width = (JDIMENSION)image.width;
  codec.image_height = (JDIMENSION)image.height;
  codec.input_components = 3;
  codec.in_color_space = JCS_RGB;
  jpeg_set_defaults(&codec);
  jpeg_set_quality(&codec, quality, TRUE);
  codec.optimize_coding = TRUE;
  jpeg_start_compress(&codec, TRUE);
  for (int row = 0; row < image.height; row++) {
    JSAMPROW line = image.pixels + (size_t)row * image.width * 3;
    jpeg_write_scanlines(&codec, &line, 1);
  }
  jpeg_finish_compress(&codec);
  jpeg_destroy_compress(&codec);
  return (File){bytes, size};
}

static File encode_webp(Image image, int quality, int method) {
  WebPConfig config;
  WebPPicture picture;
  WebPMemoryWriter writer;
  if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) fail("another libwebp than that of the headers");
  WebPMemoryWriterInit(&writer);
  config.quality = (float)quality;
  config.method = method;
  picture.width = image.width;
  picture.height = image.height;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  int stride = image.width * image.channels;
  if (image.channels == 4)
    WebPPictureImportRGBA(&picture, image.pixels, stride);
  else
    WebPPictureImportRGB(&picture, image.pixels, stride);
  if (!WebPEncode(&config, &picture)) fail("the WebP cannot be written");
  WebPPictureFree(&picture);
  return (File){writer.mem, writer.size};
}

static File encode_avif(Image image, int quality, int speed) {
  avifImage *stored = avifImageCreate(image.width, image.height, 8, AVIF_PIXEL_FORMAT_YUV420);
  avifRGBImage pixels;
  avifRGBImageSetDefaults(&pixels, stored);
  pixels.format = AVIF_RGB_FORMAT_RGB;
  pixels.pixels = image.pixels;
  pixels.rowBytes = (uint32_t)image.width * 3;
  avifImageRGBToYUV(stored, &pixels);
  avifEncoder *encoder = avifEncoderCreate();
  encoder->maxThreads = 1;
  encoder->speed = speed;
#if AVIF_VERSION_MAJOR >= 1
  encoder->quality = quality;
#else
  char level[12]; // as libavif 1 translates a quality
  snprintf(level, sizeof level, "%d", ((100 - quality) * AVIF_QUANTIZER_WORST_QUALITY + 50) / 100);
  encoder->minQuantizer = AVIF_QUANTIZER_BEST_QUALITY;
  encoder->maxQuantizer = AVIF_QUANTIZER_WORST_QUALITY;
  avifEncoderSetCodecSpecificOption(encoder, "end-usage", "q");
  avifEncoderSetCodecSpecificOption(encoder, "cq-level", level);
#endif
  avifRWData written = AVIF_DATA_EMPTY;
  if (avifEncoderWrite(encoder, stored, &written) != AVIF_RESULT_OK) fail("the AVIF cannot be written");
  avifEncoderDestroy(encoder);
  avifImageDestroy(stored);
  return (File){written.data, written.size};
}

File encode(Image image, const char *format, int quality, int effort) {
  if (!strcmp(format, "jpeg")) return encode_jpeg(image, quality);
  if (!strcmp(format, "avif")) return encode_avif(image, quality, effort);
  return encode_webp(image, quality, effort);
}

