"""What plays giscus.app and GitHub in a browser without a network."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Route

SERVICE = "https://giscus.app"

_WIDGET = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="color-scheme" content="light dark"><title>giscus</title></head>
<body style="margin:0"><main style="height:420px">
<p>2 comments</p><a target="_top" id="in" href="https://github.com/login">Sign in</a></main>
<script>
const origin = new URL(new URLSearchParams(location.search).get("origin")).origin;
const say = (giscus) => parent.postMessage({ giscus }, origin);
addEventListener("message", ({ data, origin: sender }) => {
  if (sender === origin && data.giscus?.setConfig) {
    document.documentElement.dataset.theme = data.giscus.setConfig.theme;
  }
});
say({ resizeHeight: 420.4 });
SCRIPT
</script></body></html>"""


class Giscus:
    """Answers for giscus.app in a browser; `script` is what its frame does beside its work.

    `asked` holds the parameters of every frame in their order. `elsewhere`: where the frame is sent
    on to, in place of an answer; `is_down`: whether nothing answers.
    """

    def __init__(self, context: BrowserContext, script: str = "") -> None:
        self.script = script
        self.elsewhere = ""
        self.is_down = False
        self.folders: list[str] = []
        self.asked: list[dict[str, str]] = []
        context.route(lambda address: not address.startswith("http://127.0.0.1"), self._answer)

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != SERVICE:
            route.fulfill(content_type="text/html", body="<!doctype html><title>Elsewhere</title>")
            return
        self.folders.append(address.path)
        query = parse_qs(address.query, keep_blank_values=True)
        self.asked.append({name: values[0] for name, values in query.items()})
        if self.is_down:
            route.abort("connectionrefused")
        elif self.elsewhere:
            route.fulfill(status=302, headers={"location": self.elsewhere})
        else:
            page = _WIDGET.replace("SCRIPT", self.script)
            route.fulfill(content_type="text/html", body=page)
