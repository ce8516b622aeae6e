"""A local sign-in service that speaks OpenID Connect over real HTTP, and that can be told to lie."""

import base64
import hashlib
import json
import secrets
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "desk", "made-up"


class SignInService:
    """Who signs in is whom the test names; `claims`, `header` and `sign` are changed to lie."""

    def __init__(self, clock):
        self.clock = clock
        self.keys = [RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})]
        self.metadata = {}
        self.person = {"sub": "person-1", "name": "Robin Roy"}
        self.lies = {}
        self.without = ()
        self.algorithm = "RS256"
        self.sign = None
        self.codes = {}
        self.asked = []
        self.down = False
        self.answer_with = {}
        self.url = ""

    def discovery(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/leave",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        } | self.metadata

    def authorize(self, query):
        """Sign the person in at once, and return the address that the browser is sent back to."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        told = {"code": code, "state": query["state"], "iss": self.url} | self.answer_with
        return f"{query['redirect_uri']}?{urlencode({k: v for k, v in told.items() if v is not None})}"

    def token(self, form, authorization):
        """Give a token for a code, once, to who holds the secret and the verifier."""
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        begun = self.codes.pop(form.get("code", ""), None)
        if authorization != expected:
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            begun is None
            or begun["code_challenge"] != challenge
            or begun["code_challenge_method"] != "S256"
            or begun["redirect_uri"] != form.get("redirect_uri")
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token(begun["nonce"])}

    def id_token(self, nonce):
        now = int(self.clock.now().timestamp())
        claims = (
            {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce} | self.person | self.lies
        )
        claims = {name: value for name, value in claims.items() if name not in self.without}
        if self.sign is not None:
            return self.sign(claims)
        header = {"alg": self.algorithm, "kid": self.keys[-1].kid}
        return jwt.encode(header, claims, self.keys[-1], registry=JWSRegistry(algorithms=[self.algorithm]))

    def rotate(self, kind="RSA", kid="two"):
        """Sign with a new key from now on, and publish it alone."""
        made = RSAKey.generate_key(2048, {"kid": kid}) if kind == "RSA" else ECKey.generate_key("P-256", {"kid": kid})
        self.algorithm = "RS256" if kind == "RSA" else "ES256"
        self.keys = [made]

    def unsigned(self, claims):
        """Return a token of the algorithm “none”."""

        def part(value):
            return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

        return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."

    def signed_with_the_secret(self, claims):
        """Return a token signed with the client's secret, as if that were a key of the service."""
        key = OctKey.import_key(SECRET.ljust(32, "x"))
        return jwt.encode({"alg": "HS256"}, claims, key, registry=JWSRegistry(algorithms=["HS256"]))

    def signed_by_another(self, claims):
        """Return a token of another key that bears this one's name."""
        key = RSAKey.generate_key(2048, {"kid": self.keys[-1].kid})
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    @property
    def service(self):
        return self.server.service

    def log_message(self, *_):
        pass

    def do_GET(self):
        path, query = urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        self.service.asked.append(path)
        if self.service.down:
            self._json(503, {})
        elif path == "/.well-known/openid-configuration":
            self._json(200, self.service.discovery())
        elif path == "/keys":
            self._json(200, KeySet(self.service.keys).as_dict(private=False))
        elif path == "/authorize":
            self.send_response(302)
            self.send_header("location", self.service.authorize(query))
            self.end_headers()
        else:
            self._json(404, {})

    def do_POST(self):
        self.service.asked.append(self.path)
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {k: v[0] for k, v in parse_qs(body).items()}
        self._json(*self.service.token(form, self.headers.get("authorization")))

    def _json(self, status, value):
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running(service):
    """Serve on 127.0.0.1 until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.service = service
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
