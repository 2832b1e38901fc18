import * as z from 'zod';
import type { Scope } from '../access/caller.ts';
import { actorOf } from '../access/caller.ts';
import type { Answer, Exchange, Method, Route } from '../http/router.ts';
import type { Actor } from '../store/actor.ts';
import { requireTerms } from './consents.ts';
import type { MembershipParts } from './parts.ts';

/** Something about memberships that is asked over HTTP, or by a command on the database itself. */
export interface Work<Order extends z.ZodType = z.ZodType, Done = unknown> {
  readonly method: Method;
  readonly path: string;
  readonly scope: Scope | readonly Scope[];
  readonly summary: string;
  /** The body; of GET and DELETE the query; the names in the path beside either. */
  readonly order: Order;
  readonly run: (parts: MembershipParts, actor: Actor, order: z.output<Order>) => Promise<Done>;
  /** Open to somebody who has not yet consented to the handling of personal data. */
  readonly beforeTerms: boolean;
}

export const work = <Order extends z.ZodType, Done>(
  [method, path, scope]: readonly [Method, string, Work['scope']],
  summary: string,
  order: Order,
  run: Work<Order, Done>['run'],
  { beforeTerms = false }: Partial<Pick<Work, 'beforeTerms'>> = {},
): Work<Order, Done> => ({ method, path, scope, summary, order, run, beforeTerms });

/** Bytes that go as they are, not as JSON. */
export interface FileAnswer {
  readonly bytes: Uint8Array;
  readonly type: string;
}
const isFile = (done: unknown): done is FileAnswer => typeof done === 'object' && done !== null && 'bytes' in done && 'type' in done;

const WITHOUT_BODY: readonly Method[] = ['GET', 'DELETE'];

async function given({ params, query, ...exchange }: Exchange, method: Method): Promise<unknown> {
  if (WITHOUT_BODY.includes(method)) return { ...Object.fromEntries(query), ...params };
  const body = await exchange.json();
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, ...params } : body;
}

function answerOf(done: unknown): Answer {
  if (done === undefined) return { status: 204 };
  if (isFile(done)) return { status: 200, headers: { 'content-type': done.type, 'cache-control': 'no-store' }, body: Buffer.from(done.bytes) };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: done };
}

/** Works as routes. @param limit bytes of a body, where more than usual may come */
export const routesOf = (works: readonly Work[], parts: MembershipParts, limit?: number): readonly Route[] =>
  works.map(({ method, path, scope, summary, order, run, beforeTerms }) => ({
    method,
    path,
    scope,
    ...(limit !== undefined && { limit }),
    summary,
    ...(WITHOUT_BODY.includes(method) ? {} : { request: order }),
    async handler(exchange) {
      const read = order.safeParse(await given(exchange, method));
      if (!read.success) return { status: 400, body: { error: 'order_wrong', description: z.prettifyError(read.error) } };
      const actor = actorOf(exchange.caller!);
      if (!beforeTerms) await requireTerms(parts, actor);
      return answerOf(await run(parts, actor, read.data));
    },
  }));
