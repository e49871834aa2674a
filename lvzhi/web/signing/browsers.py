"""What a browser says of itself, in two words."""

BROWSERS = (  # the first that fits; each claims to be those below it as well
    ("MicroMessenger/", "WeChat"),
    ("wxwork/", "WeCom"),
    ("DingTalk/", "DingTalk"),
    ("Edg", "Edge"),
    ("QQBrowser/", "QQ"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_of(device: str) -> str:
    """ "Chrome · Windows"; of a program that is none of these, how it names itself."""
    browser = next((name for sign, name in BROWSERS if sign in device), "")
    system = next((name for sign, name in SYSTEMS if sign in device), "")
    return " · ".join(filter(None, (browser, system))) or device[:40] or "—"
