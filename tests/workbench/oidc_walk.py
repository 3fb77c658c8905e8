"""Signing in by a made-up provider on this machine. Run by `test_oidc.py` in a process whose settings name the provider."""

import base64
import hashlib
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

pytest_plugins = ["workbench.offices"]
CLIENT, SECRET = "zongbao", "made-up"


class Provider(ThreadingHTTPServer):
    """A provider that says what a test wants said."""

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.reset()

    def reset(self):
        self.person, self.about, self.claims, self.signs, self.asked, self.down = "zhuban", "1", {}, self.key, {}, False

    def token(self):
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "nonce": self.asked["nonce"], "exp": now + 60}
        said = {k: v for k, v in (said | self.claims).items() if v is not None}
        return jwt.encode(said, self.signs, algorithm="RS256", headers={"kid": "1"})

    def keys(self):
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [jwk | {"kid": "1", "alg": "RS256"}]}


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Nothing is said."""

    def do_GET(self):
        at = self.server.issuer
        self._say(
            {
                "/.well-known/openid-configuration": {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/door",
                    "token_endpoint": f"{at}/tokens",
                    "userinfo_endpoint": f"{at}/person",
                    "jwks_uri": f"{at}/keys",
                },
                "/keys": self.server.keys(),
                "/person": {"sub": self.server.about, "preferred_username": self.server.person},
            }.get(self.path)
        )

    def do_POST(self):
        sent = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        sound = sent["client_secret"] == SECRET and proof == self.server.asked["code_challenge"]
        self._say({"id_token": self.server.token(), "access_token": "a"} if sound else None)

    def _say(self, what):
        self.send_response(503 if self.server.down else 200 if what else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what or {}).encode())


PROVIDER = Provider()
threading.Thread(target=PROVIDER.serve_forever, daemon=True).start()
os.environ |= {"ZONGBAO_OIDC": PROVIDER.issuer, "ZONGBAO_OIDC_CLIENT": CLIENT, "ZONGBAO_OIDC_SECRET": SECRET}


@pytest.fixture
def provider(office):
    from zongbao.workbench.accounts.oidc import discovered

    discovered.cache_clear()
    PROVIDER.reset()
    return PROVIDER


def begin(visitor, provider):
    """To the provider's door; what it was asked there."""
    answer = visitor.get("/oidc/authenticate/")
    assert answer.status_code == 302 and answer["Location"].startswith(f"{provider.issuer}/door?"), answer
    provider.asked = {k: v[0] for k, v in parse_qs(urlsplit(answer["Location"]).query).items()}
    return provider.asked


def back(visitor, **said):
    return visitor.get(f"/oidc/callback/?{urlencode(said)}", follow=True)


def sign_in(office, provider):
    visitor = office.visit()
    asked = begin(visitor, provider)
    return visitor, back(visitor, code="c", state=asked["state"])


def nobody(visitor):
    return "_auth_user_id" not in visitor.session


def test_who_is_known_is_signed_in_with_the_roles_they_had(office, provider):
    from zongbao.workbench.accounts.models import Grant, User

    before = (Grant.objects.count(), User.objects.count())
    assert "统一身份认证登录" in office.visit().get("/sign-in/").content.decode()
    visitor, page = sign_in(office, provider)
    assert page.status_code == 200 and page.redirect_chain[-1][0] == "/desk/"
    assert visitor.get("/cases/").status_code == 200
    assert (Grant.objects.count(), User.objects.count()) == before
    assert provider.asked["code_challenge_method"] == "S256" and len(provider.asked["nonce"]) >= 32


def test_a_role_that_decides_money_still_shows_its_second_factor(office, provider):
    provider.person = "pizhun"
    _visitor, page = sign_in(office, provider)
    assert page.redirect_chain[-1][0] == "/second-factor/"


@pytest.mark.parametrize("person", ["nobody-here", "", "ZHUBAN"])
def test_who_is_unknown_gets_a_sentence_and_no_account(office, provider, person):
    from zongbao.workbench.accounts.models import Grant, User

    before = (Grant.objects.count(), User.objects.count())
    provider.person = person
    visitor, page = sign_in(office, provider)
    assert "这里没有您的账号；请系统管理" in page.content.decode() and nobody(visitor)
    assert (Grant.objects.count(), User.objects.count()) == before


def test_whose_account_is_closed_is_unknown(office, provider):
    from zongbao.workbench.accounts.models import User

    User.objects.filter(username="zhuban").update(is_active=False)
    visitor, page = sign_in(office, provider)
    assert "这里没有您的账号" in page.content.decode() and nobody(visitor)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "http://evil.test"},
        {"aud": "another"},
        {"aud": ["another"]},
        {"exp": 1},
        {"exp": None},
        {"sub": "2"},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_the_answer_signs_nobody_in(office, provider, claims):
    provider.claims = claims
    visitor, page = sign_in(office, provider)
    assert page.status_code == 200 and nobody(visitor), claims
    said = page.content.decode()
    assert "没有通过核验，没有登录" in said or "这里没有您的账号" in said


def test_a_token_signed_by_another_and_an_answer_about_another_sign_nobody_in(office, provider):
    provider.signs = provider.other_key
    visitor, page = sign_in(office, provider)
    assert "没有通过核验，没有登录" in page.content.decode() and nobody(visitor)
    provider.reset()
    provider.about = "2"
    visitor, page = sign_in(office, provider)
    assert page.status_code == 200 and nobody(visitor)


def test_a_state_that_was_not_given_or_was_used_signs_nobody_in(office, provider):
    visitor = office.visit()
    assert "不是从这里开始的" in back(visitor, code="c", state="s").content.decode()
    asked = begin(visitor, provider)
    assert "没有通过核验" in back(visitor, code="c", state="another").content.decode() and nobody(visitor)
    assert "没有放行" in back(visitor, error="access_denied", state=asked["state"]).content.decode()
    assert "没有通过核验" in back(visitor, code="c", state=asked["state"]).content.decode() and nobody(visitor)


def test_a_provider_that_is_down_is_a_sentence_and_passwords_still_work(office, provider):
    from zongbao.workbench.accounts.models import User

    visitor = office.visit()
    provider.down = True
    assert "现在连不上" in visitor.get("/oidc/authenticate/", follow=True).content.decode()
    user = User.objects.get(username="zhuban")
    user.set_password("a-made-up-password")
    user.save()
    said = visitor.post("/sign-in/", {"username": "zhuban", "password": "a-made-up-password"})
    assert said.status_code == 302 and not nobody(visitor)


def test_a_provider_that_falls_silent_on_the_way_is_a_sentence(office, provider):
    visitor = office.visit()
    asked = begin(visitor, provider)
    provider.down = True
    assert "没有应答这次登录" in back(visitor, code="c", state=asked["state"]).content.decode() and nobody(visitor)
