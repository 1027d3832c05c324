"""wsrv: its queries mean what images.weserv.nl makes of them, in our native words."""

import pytest

from handler.dialects.located.wsrv import address
from handler.errors import InvalidParameter
from tests.support.requests.located_urls import check_faults, check_meaning, check_unsaid, read

MEANT = {
    "url=URL&w=300": "w=300&fit=clip&fm=source&frame=0",
    "url=URL&w=300&we": "w=300&fm=source&frame=0",
    "url=URL&height=200&we=1": "h=200&fm=source&frame=0",
    "url=URL&w=300&h=200&output=webp&fit=cover&n=-1": "w=300&h=200&fit=crop&fm=webp",
    "filename=cat.jpg&we&w=3&h=2&fit=cover&output=webp&q=75&url=URL": "w=3&h=2&fit=cropmax&fm=webp&q=75&frame=0",
    "url=URL&w=3&h=2&fit=inside&we=0": "w=3&h=2&fit=clip&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=fill": "w=3&h=2&fit=scale&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=fill&we": "w=3&h=2&fit=scalemax&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=contain": "w=3&h=2&fit=fill&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=contain&we": "w=3&h=2&fit=fillmax&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=outside": "w=3&h=2&fit=clip&min-w=3&min-h=2&fm=source&frame=0",
    "url=URL&w=50%25": "w=0.5&fit=clip&fm=source&frame=0",
    "url=URL&h=144&dpr=2": "h=288&fit=clip&fm=source&frame=0",
    "url=URL&w=3&fit=cover": "w=3&fit=clip&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=cover&a=top": "w=3&h=2&fit=crop&crop=top&fm=source&frame=0",
    "url=URL&w=3&h=2&t=cover&align=bottom-left": "w=3&h=2&fit=crop&crop=bottom,left&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=cover&a=focal&fpy=0.45": "w=3&h=2&crop=focalpoint&fp-y=0.45&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=cover&a=crop-25-75": "w=3&h=2&fp-x=0.25&fp-y=0.75&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=cover&a=attention": "w=3&h=2&crop=smart&fm=source&frame=0",
    "url=URL&w=3&h=2&fit=cover&a=entropy": "w=3&h=2&crop=entropy&fm=source&frame=0",
    "url=URL&trim": "trim=auto&fm=source&frame=0",
    "url=URL&trim=30&tbg=white": "trim=color&trim-color=fff&trim-tol=30&fm=source&frame=0",
    "url=URL&flip&w=3": "flip=v&w=3&fit=clip&fm=source&frame=0",
    "url=URL&flop&flip": "flip=hv&fm=source&frame=0",
    "url=URL&ro=-450": "rot=270&fm=source&frame=0",
    "url=URL&or=45": "rot=45&fm=source&frame=0",
    "url=URL&cx=10&cy=20&cw=30&ch=40&precrop&w=9": "rect=10,20,30,40&w=9&fit=clip&fm=source&frame=0",
    "url=URL&cx=25%25": "rect=0.25,0,1.0,1.0&fm=source&frame=0",
    "url=URL&bri=20&sat=0.5&hue=450": "bri=20&sat=-50&hue=90&fm=source&frame=0",
    "url=URL&sat=2": "sat=100&fm=source&frame=0",
    "url=URL&mod=1,0.5,90": "sat=-50&hue=90&fm=source&frame=0",
    "url=URL&mod=1": "fm=source&frame=0",
    "url=URL&gam": "gam=57&fm=source&frame=0",
    "url=URL&sharp": "sharp=33&fm=source&frame=0",
    "url=URL&sharp=3": "usm=100&usmrad=3&fm=source&frame=0",
    "url=URL&blur": "blur=0.8&fm=source&frame=0",
    "url=URL&blur=5": "blur=5&fm=source&frame=0",
    "url=URL&filt=greyscale": "sat=-100&fm=source&frame=0",
    "url=URL&filt=sepia": "sepia=100&fm=source&frame=0",
    "url=URL&filt=negate": "invert=true&fm=source&frame=0",
    "url=URL&filt=duotone": "duotone=c83658,d8e74f&fm=source&frame=0",
    "url=URL&filt=duotone&start=red&stop=white": "duotone=red,white&fm=source&frame=0",
    "url=URL&tint=red": "mono=red&fm=source&frame=0",
    "url=URL&bg=55CCCCCC": "bg=55cccccc&fm=source&frame=0",
    "url=URL&mask=circle": "mask=circle&fm=source&frame=0",
    "url=URL&shape=heart&mbg=red": "mask=heart&bg=red&fm=source&frame=0",
    "url=URL&output=jpg&il": "fm=pjpg&frame=0",
    "url=URL&output=jpeg": "fm=jpg&frame=0",
    "url=URL&output=png&q=30": "fm=png&frame=0",
    "url=URL&output=webp&ll": "fm=webp&lossless=true&frame=0",
    "url=URL&page=2": "fm=source&frame=2",
    "url=URL&page=2&n=3": "fm=source&frames=2-4",
    "url=URL&n=-1&expires=9999999999": "fm=source",
}
FAULTS = {
    "w=3": "url is missing",
    "url=/a.jpg&w=3px": "w=3px: must be of digits and ., at most 16 of them, or percent",
    "url=/a.jpg&w=3.5": "w=3.5: must be pixels as 300, or a part as 50%",
    "url=/a.jpg&w=%25": "w=%: must be pixels",
    "url=/a.jpg&w=0": "w=0",
    "url=/a.jpg&w=101%25": "w=101%",
    "url=/a.jpg&w=9000&dpr=8": "w=9000: a length is 1 to 8192 pixels",
    "url=/a.jpg&w=2000&dpr=8": "dpr=8",
    "url=/a.jpg&dpr=2": "dpr goes with w and h",
    "url=/a.jpg&w=3&h=2&fit=outside&we": "fit=outside enlarges what is too small",
    "url=/a.jpg&w=3&fit=fill": "fit=fill goes with w and h",
    "url=/a.jpg&w=3&h=2&a=top": "a goes with fit=cover",
    "url=/a.jpg&w=3&h=2&fit=cover&a=north": "a=north: must be center, top",
    "url=/a.jpg&w=3&h=2&fit=cover&a=focal-1": "a=focal-1: a focal point is in percent",
    "url=/a.jpg&w=3&h=2&fit=cover&a=focal-x-y": "a focal point is in percent",
    "url=/a.jpg&w=3&h=2&fit=cover&a=focal-200-3": "a=focal-200-3",
    "url=/a.jpg&w=3&h=2&fit=cover&fpx=0.2": "fpx and fpy go with a=focal",
    "url=/a.jpg&cbg=red": "cbg goes with fit=contain",
    "url=/a.jpg&tbg=red": "tbg goes with trim",
    "url=/a.jpg&ro=90&rbg=red": "rbg goes with ro",
    "url=/a.jpg&precrop": "precrop goes with cx",
    "url=/a.jpg&cw=0": "cx=",
    "url=/a.jpg&start=red": "start and stop go with filt=duotone",
    "url=/a.jpg&mbg=red": "mbg goes with mask",
    "url=/a.jpg&mod=2": "mod=2: must be 1",
    "url=/a.jpg&mod=1,x": "mod=1,x: must be 1",
    "url=/a.jpg&mod=1,3": "mod=1,3: must be 1",
    "url=/a.jpg&mod=1,1,0.5": "mod=1,1,0.5: must be 1",
    "url=/a.jpg&mod=1,1,1,1": "mod=1,1,1,1: must be 1",
    "url=/a.jpg&mod=1,0.5&sat=2": "mod says sat and hue too",
    "url=/a.jpg&sharp=0": "sharp must be above 0",
    "url=/a.jpg&il": "il is of a JPEG alone",
    "url=/a.jpg&ll&output=jpg": "ll=true: lossless goes",
    "url=/a.jpg&n=0": "n must be -1",
    "url=/a.jpg&n=-1&page=2": "page goes with n",
    "url=/a.jpg&output=json": "output=json: must be",
    "url=/a.jpg&default=b.example%2Fc.jpg": "default: what stands in for a picture",
    "url=/a.jpg&maxage=31d": "maxage: how long an answer is kept",
    "url=/a.jpg&encoding=base64": "encoding: answers are pictures",
    "url=/a.jpg&mask=circle&mtrim": "mtrim: what a mask leaves",
    "url=/a.jpg&filename=a/b": "filename=a/b: must be of letters, digits, ., _ and -, at most 120 of them",
    "url=/a.jpg&w": "w has no value",
    "url=/a.jpg&bluur=3": "did you mean blur?",
}
UNSAID = (
    *("w=3&frame=0", "w=3&h=2&fit=crop&crop=left,top", "bri=3&w=3&or=6", "vib=3", "gam=-20", "con=20&fm=source"),
    *(
        "rot=4.5&fm=source",
        "sharp=20&fm=source",
        "usm=50&fm=source",
        "border=3,red&fm=source",
        "mask=squircle&fm=source",
    ),
    *(
        "w=3&max-w=2&fm=source",
        "fm=webp,jpg",
        "duotone=red,white&duotone-alpha=3&fm=source",
        "fm=source&blur=0.2",
        "mask=squircle&fm=source",
    ),
)


def test_queries_mean_what_wsrv_means() -> None:
    check_meaning(address, MEANT)


def test_what_it_has_not_and_what_contradicts_itself_is_refused_by_name() -> None:
    check_faults(address, FAULTS)


def test_what_it_cannot_say_is_told() -> None:
    check_unsaid(address, UNSAID)


def test_a_host_needs_no_scheme() -> None:
    found = read(address, "url=wsrv.nl%2Flichtenstein.jpg&w=300")
    assert found.recipe.keys == ("https://wsrv.nl/lichtenstein.jpg",)
    with pytest.raises(InvalidParameter, match="url=ssl:a"):
        read(address, "url=ssl:a.example%2Fb.jpg")
