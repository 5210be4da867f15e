"""Full mutual handshakes in memory by OpenSSL: prints the server's CPU seconds and OpenSSL's name."""

import ssl
import sys
import time


def context(side, protocol):
    made = ssl.SSLContext(protocol)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_2
    made.set_ciphers("ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0")
    made.options |= ssl.OP_NO_TICKET
    made.load_verify_locations("root.pem")
    made.load_cert_chain(f"{side}.pem", f"{side}.key")
    return made


def step(end):
    try:
        end.do_handshake()
        return True
    except ssl.SSLWantReadError:
        return False


def handshake(client_context, server_context):
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_context.wrap_bio(to_client, to_server)
    begun = time.thread_time()
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    spent = time.thread_time() - begun
    done = [False, False]
    while not all(done):
        done[0] = step(client)
        begun = time.thread_time()
        done[1] = step(server)
        spent += time.thread_time() - begun
    assert server.cipher()[0] == "ECDHE-ECDSA-AES128-CCM8" and not server.session_reused
    return spent


contexts = context("client", ssl.PROTOCOL_TLS_CLIENT), context("server", ssl.PROTOCOL_TLS_SERVER)
handshake(*contexts)
total = sum(handshake(*contexts) for _ in range(int(sys.argv[1])))
print(total, " ".join(ssl.OPENSSL_VERSION.split()[:2]))
