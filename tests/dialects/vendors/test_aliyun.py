"""Aliyun: what Nuxt Image writes, and the documentation of Alibaba Cloud's store."""

from tests.support.requests.vendors import ROWS, agree, ours, refuse, reply


def test_its_words_mean_what_they_mean_there() -> None:
    agree(
        "aliyun",
        {
            "image_process=resize,fw_300,fh_200/quality,Q_60/format,webp": "w=300&h=200&fit=scale&fm=webp&q=60",
            "image_process=resize,w_300": "w=300&fm=source",
            "image_process=resize,fw_300": "w=300&fm=source",
            "x-oss-process=image/resize,w_300,h_200,m_fill": "w=300&h=200&fit=min&fm=source",
            "x-oss-process=image/resize,w_300,h_200,m_fill,limit_0": "w=300&h=200&fit=crop&fm=source",
            "x-oss-process=image/resize,w_300,h_200,m_pad,color_FF0000": "w=300&h=200&fit=fillmax&bg=ff0000&fm=source",
            "x-oss-process=image/resize,w_300,h_200,m_mfit": "w=300&h=200&fit=clip&min-w=300&min-h=200&fm=source",
            "x-oss-process=image/resize,w_300/format,jpg/interlace,1/auto-orient,1": "w=300&fm=pjpg",
            "x-oss-process=image/rotate,90/bright,20/contrast,-5": "rot=90&bri=20&con=-5&fm=source",
            "v=2": "v=2",
            "": "",
        },
    )


def test_what_it_has_not_is_named() -> None:
    refuse(
        "aliyun",
        {
            "x-oss-process=image/resize,l_300": "resize.l is not done here: a size is w and h",
            "x-oss-process=image/resize,m_all": "resize.m=all: it is lfit",
            "x-oss-process=image/blur,r_3": "blur.r is not done here",
            "x-oss-process=": "x-oss-process has no value",
            "image_process=resize,w_3&x-oss-process=image/resize,w_3": "x-oss-process is given more than once",
            "v=2&v=2": "v is given more than once",
            "w=300": "there is no parameter 'w'",
        },
    )


def test_what_is_written_is_what_the_store_reads() -> None:
    written = ROWS["aliyun"].load().write(reply("aliyun", "image_process=resize,w_300,h_200,m_fill/format,webp"))
    assert written == "bee.jpg?x-oss-process=image/resize,m_fill,w_300,h_200/format,webp"
    assert ROWS["aliyun"].load().write(ours("v=3")) == "bee.jpg?v=3"
    assert ROWS["aliyun"].load().operations()[0].name == "aliyun"
