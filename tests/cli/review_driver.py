"""Reviewers who rate a page that `galen review pack` wrote, in headless Chromium, by keys and clicks as people do.

  review_driver.py PAGE PLAN.json OUT [SCREENSHOTS]

PLAN: {"reviewers": [{"id", "credential", "specialty", "by": "keys" | "clicks" | "both", "stops_after": cases or null}],
       "met": {reviewer id: {case id: [{criterion: true | false} of each answer as shown]}}, "prefers": {reviewer id: {case id: "A" | "B" | … | "tie"}}}
Each reviewer's saved file goes to OUT. "both" reloads the page half-way: what was rated must still be there.
"""
import base64, json, os, re, socket, struct, subprocess, sys, tempfile, time, urllib.request


class Browser:
    def __init__(self, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", "--remote-allow-origins=*",
             "--disable-features=BackForwardCache,ProactivelySwapBrowsingInstance", f"--user-data-dir={folder}/profile", "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file = f"{folder}/profile/DevToolsActivePort"
        for _ in range(600):
            if os.path.exists(port_file) and open(port_file).read().count("\n") >= 1:
                break
            if self.process.poll() is not None:
                raise SystemExit("chromium ended before it was ready")
            time.sleep(0.1)
        self.port = int(open(port_file).readline())
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json"))
        address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
        host, path = re.match(r"ws://([^/]+)(/.*)", address).groups()
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                            "Sec-WebSocket-Version: 13\r\n\r\n".encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.socket.recv(4096)
        self.buffer = self.buffer.split(b"\r\n\r\n", 1)[1]
        self.number = 0
        self.events = []

    def exactly(self, count):
        while len(self.buffer) < count:
            self.buffer += self.socket.recv(1 << 16)
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def receive(self):
        text = b""
        while True:
            first, second = self.exactly(2)
            size = second & 127
            if size == 126:
                size = struct.unpack(">H", self.exactly(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self.exactly(8))[0]
            text += self.exactly(size)
            if first & 128:
                return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        payload = json.dumps({"id": self.number, "method": method, "params": parameters}).encode()
        mask = os.urandom(4)
        size = struct.pack(">BB", 129, 128 | len(payload)) if len(payload) < 126 else (
            struct.pack(">BBH", 129, 254, len(payload)) if len(payload) < 65536 else struct.pack(">BBQ", 129, 255, len(payload)))
        self.socket.sendall(size + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))
        while True:
            message = self.receive()
            if message.get("id") == self.number:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"the page fails at {expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def key(self, name):
        codes = {"ArrowDown": 40, "ArrowUp": 38, "ArrowLeft": 37, "ArrowRight": 39, "Tab": 9, "Enter": 13, "Escape": 27}
        event = {"key": name, "code": name if name in codes else "", "windowsVirtualKeyCode": codes.get(name, ord(name[0].upper()))}
        text = "\r" if name == "Enter" else name if len(name) == 1 else ""
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **event)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text):
        for character in text:
            self.key(character)

    def click(self, expression):
        """In the middle of the element that the JavaScript expression gives, scrolled into view."""
        box = self.evaluate(f"(() => {{ const e = {expression}; e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect();"
                            " return [r.x + r.width / 2, r.y + r.height / 2, document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e]; })()")
        if not box[2]:
            raise SystemExit(f"something covers {expression}")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def open(self, address):
        self.call("Page.enable")
        self.call("Page.navigate", url=address)
        self.wait_for_page()

    def reload(self):
        self.evaluate("window.isLeft = true")
        time.sleep(0.5)  # what the page keeps goes to its store a moment later; people don't reload as fast as programs
        self.call("Page.reload")
        self.wait_for_page()

    def wait_for_page(self):
        self.wait("!window.isLeft && document.readyState === 'complete' && typeof state !== 'undefined'")

    def wait(self, expression):
        for _ in range(200):
            if self.evaluate(expression):
                return
            time.sleep(0.05)
        raise SystemExit(f"never came true: {expression}")

    def screenshot(self, file, width, height, zoom=1.0, dark=False):
        # A page zoomed to 125 % is one with fewer, larger pixels.
        self.call("Emulation.setDeviceMetricsOverride", width=round(width / zoom), height=round(height / zoom), deviceScaleFactor=zoom, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        time.sleep(0.1)
        open(file, "wb").write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
        wide = self.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.call("Emulation.clearDeviceMetricsOverride")
        if wide > 0:
            raise SystemExit(f"the page is {wide} pixels wider than {file}'s window")

    def close(self):
        self.process.terminate()
        self.process.wait()


def rate_by_keys(browser, met, prefers, criteria):
    for of_answer in met:
        for criterion in criteria:
            browser.key("y" if of_answer[criterion] else "n")
    browser.key("0" if prefers == "tie" else str(ord(prefers) - 64))


def rate_by_clicks(browser, met, prefers, criteria):
    for i, of_answer in enumerate(met):
        for j, criterion in enumerate(criteria):
            line = i * len(criteria) + j
            browser.click(f"document.querySelector('#line{line} .{'yes' if of_answer[criterion] else 'no'}')")
    browser.click(f"document.querySelector('[data-prefer=\"{prefers}\"]')")


def review(browser, page, plan, reviewer, out):
    browser.open(page)
    criteria = browser.evaluate("pack.rubric.criteria.map(c => c.id)")
    cases = browser.evaluate("pack.items.length")
    browser.wait("document.querySelector('#who').open")
    by = reviewer["by"]
    # The dialog's first field has the focus, Tab goes on.
    browser.evaluate("document.querySelector('#whoId').focus()")
    browser.type(reviewer["id"])
    browser.key("Tab")
    browser.key("Tab")
    browser.type(reviewer["credential"])
    browser.key("Tab")
    browser.type(reviewer["specialty"])
    if by == "clicks":
        browser.click("document.querySelector('#who button')")
    else:
        browser.key("Enter")
    browser.wait("state.reviewer !== null && document.activeElement === document.body")
    last = reviewer.get("stops_after") or cases
    for case in range(last):
        assert browser.evaluate("state.at") == case, "not on the case that was expected"
        shown = browser.evaluate("pack.items[state.at].id")
        rate = rate_by_clicks if by == "clicks" or (by == "both" and case % 2) else rate_by_keys
        rate(browser, plan["met"][reviewer["id"]][shown], plan["prefers"][reviewer["id"]][shown], criteria)
        assert browser.evaluate("missingOf(pack.items[state.at])") == 0, "something isn't rated: " + browser.evaluate("JSON.stringify(state)")
        if case == 0 and by == "keys":
            browser.key("c")
            browser.type("y n 1")
            browser.key("Escape")
        if by == "both" and case == last // 2:
            before = browser.evaluate("JSON.stringify(state)")
            browser.reload()
            after = browser.evaluate("JSON.stringify(state)")
            assert after == before, f"what was rated is gone after reloading: {before} is now {after}"
        if case + 1 < cases:
            if by == "clicks":
                browser.click("document.querySelector('#next')")
            else:
                browser.key("j")
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=out)
    if by == "clicks":
        browser.click("document.querySelector('#export')")
    else:
        browser.key("s")
    saved = os.path.join(out, f"review-{reviewer['id']}-{browser.evaluate('packSha256').strip()[:8]}.json")
    for _ in range(200):
        if os.path.exists(saved) and os.path.getsize(saved) > 0:
            break
        time.sleep(0.05)
    else:
        raise SystemExit(f"the page saved nothing as {saved}")
    browser.wait("document.querySelector('#done').open")
    print(saved)


def main():
    page, plan_file, out = sys.argv[1:4]
    plan = json.load(open(plan_file))
    os.makedirs(out, exist_ok=True)
    address = "file://" + os.path.abspath(page)
    for reviewer in plan["reviewers"]:  # each at a computer of their own
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            browser = Browser(folder)
            try:
                review(browser, address, plan, reviewer, os.path.abspath(out))
            finally:
                browser.close()
    if len(sys.argv) <= 4:
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        try:
            shots = sys.argv[4]
            os.makedirs(shots, exist_ok=True)
            browser.open(address)
            browser.evaluate("document.querySelectorAll('dialog[open]').forEach(d => d.close())")
            browser.screenshot(f"{shots}/desktop.png", 1440, 900)
            browser.screenshot(f"{shots}/zoomed.png", 1440, 900, zoom=1.25)
            browser.screenshot(f"{shots}/tablet.png", 820, 1180)
            browser.screenshot(f"{shots}/dark.png", 1440, 900, dark=True)
            browser.evaluate("$('help').showModal()")
            browser.screenshot(f"{shots}/help.png", 1440, 900)
            browser.evaluate("$('help').close(); $('who').showModal()")
            browser.screenshot(f"{shots}/start.png", 1440, 900)
        finally:
            browser.close()


main()
