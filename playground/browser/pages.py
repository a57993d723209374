"""The built page in a browser: waits, readings and pictures that the tests share."""

import hashlib

from webdriver import Browser


class Playground(Browser):
    """The playground in headless Chromium, opened from the disk as by a double click."""

    def __init__(self, page, pictures):
        super().__init__(pictures)
        self.page, self.pictures = page.resolve().as_uri(), pictures

    def load(self, state="", build=""):
        self.go("about:blank")
        self.go(f"{self.page}{'?build=' + build if build else ''}#{state}")
        self.wait("return document.documentElement.dataset.ready")

    def settings(self):
        return self.run("return Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")

    def epoch(self):
        return int(self.text("#epoch"))

    def accuracy(self):
        return float(self.text("#accuracy").removesuffix(" %"))

    def train_to(self, epoch):
        """Presses Train, waits for an epoch, and presses Pause."""
        self.click("#play")
        self.wait(f"return Number(document.querySelector('#epoch').value) >= {epoch}")
        self.click("#play")

    def pixels(self, selector):
        """Returns a number for the picture in a canvas: another picture has another one."""
        script = "return document.querySelector(arguments[0]).toDataURL()"
        return hashlib.sha256(self.run(script, selector).encode()).hexdigest()
