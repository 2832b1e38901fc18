import { fixedProxy } from '../../pki/network/proxy.ts';
import type { ProxyResolver } from '../../pki/network/http-client.ts';

/** A proxy where nobody listens (the discard port): whatever is not on loopback fails at once, on a machine with network too. */
const NOBODY = 'http://127.0.0.1:9';

/** Environment of programs of ours that tests start, so that none of them leaves this machine. */
export const LOOPBACK_ONLY = { http_proxy: NOBODY, https_proxy: NOBODY, no_proxy: '127.0.0.1,localhost,::1' };

export const loopbackOnly: ProxyResolver = fixedProxy(NOBODY);
