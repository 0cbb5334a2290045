"""The browser and the system of a session in plain words, as far as the browser says."""

import re

from directbill.documents.texts import Catalog

BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|Chromium|HeadlessChrome)/"),
    ("Safari", r"Version/.*Safari/"),
    ("curl", r"^curl/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def told(agent: str, texts: Catalog) -> str:
    """Such as “Firefox on Linux”; what is not known is said to be so."""
    browser, system = _first(BROWSERS, agent), _first(SYSTEMS, agent)
    if browser and system:
        return texts.say("signin.sessions.device", browser=browser, system=system)
    return browser or system or texts.say("signin.sessions.device_unknown")


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, agent)), "")
