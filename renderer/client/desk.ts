import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../main/api/contract.ts';
import { SessionRefused } from './failure.ts';

/** Every procedure of the contract, as the screens call it. */
export type Desk = ContractRouterClient<Contract>;

/** Where the opening page of the browser shell leaves the bearer token of this tab. */
const BEARER_STORAGE_KEY = 'hpki-desk-bearer';

/** What the preload of the Electron shell listens for. */
const CONNECT = 'hpki:connect';

function overHttp(): FetchLink<Record<never, never>> {
  return new FetchLink({
    url: `${location.origin}/rpc`,
    headers: () => ({ authorization: `Bearer ${sessionStorage.getItem(BEARER_STORAGE_KEY) ?? ''}` }),
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      if (response.status === 401 || response.status === 403) throw new SessionRefused();
      return response;
    },
  });
}

function overMessagePort(): PortLink<Record<never, never>> {
  const { port1, port2 } = new MessageChannel();
  window.postMessage(CONNECT, location.origin, [port2]);
  port1.start();
  return new PortLink({ port: port1 });
}

/** The program behind this page: over a MessagePort where Electron shows the page, else over loopback HTTP. */
export function connectDesk(): Desk {
  return createORPCClient(location.protocol === 'app:' ? overMessagePort() : overHttp());
}
