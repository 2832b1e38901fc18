import { PkiError } from '../../pki/errors.ts';
import { webAddress } from '../../pki/network/hosts.ts';
import type { HttpClient, ProxyResolver } from '../../pki/network/http-client.ts';
import { nodeHttpClient } from '../../pki/network/node-client.ts';
import { environmentProxy, fixedProxy, noProxy } from '../../pki/network/proxy.ts';
import type { NetworkSettings } from '../api/schema/application.ts';

/** How the settings of now go through proxies. `system` asks the shell, or the environment where the shell knows nothing. */
export const proxyBySettings =
  (settings: () => NetworkSettings, systemProxy: ProxyResolver = environmentProxy()): ProxyResolver =>
  (url) => {
    const { mode, url: proxy } = settings().proxy;
    const resolve = { system: systemProxy, none: noProxy, url: proxy === '' ? noProxy : fixedProxy(proxy) }[mode];
    return resolve(url);
  };

/** The program's one way to other computers. */
export const networkClient = (settings: () => NetworkSettings, systemProxy?: ProxyResolver): HttpClient =>
  nodeHttpClient({ proxy: proxyBySettings(settings, systemProxy) });

/** Reaches nobody: fetching is switched off, or the command was told to stay off the network. */
export const offlineClient: HttpClient = {
  send: async ({ url }) => {
    throw new PkiError('NETWORK_OFF', { url, host: webAddress(url)?.host ?? url });
  },
};
