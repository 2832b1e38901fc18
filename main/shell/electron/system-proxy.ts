import { session } from 'electron';
import type { ProxyResolver } from '../../../pki/network/http-client.ts';
import { proxyOfRules } from '../../network/proxy-rules.ts';

/** The proxy that the system names for an address, by its settings or its automatic configuration. */
export const systemProxy: ProxyResolver = async (url) => proxyOfRules(await session.defaultSession.resolveProxy(url.href));
