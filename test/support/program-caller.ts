import type { ProgramPermissions } from '../../main/api/schema/programs.ts';
import type { Programs } from '../../main/programs/programs.ts';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what comes over the interface is checked by each test
  readonly body: any;
  readonly headers: Headers;
}

export const EVERYTHING: ProgramPermissions = { sign: 'ask', verify: 'ask', card: 'ask', login: 'no' };

/** A record system that calls the interface as its description says. */
export class ProgramCaller {
  readonly origin: string;
  token = '';

  constructor(port: number) {
    this.origin = `http://127.0.0.1:${port}`;
  }

  async call(method: string, path: string, body?: unknown): Promise<Answered> {
    const headers = {
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(`${this.origin}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text), headers: answer.headers };
  }

  async pair(programs: Programs, name = 'Record system', permissions: ProgramPermissions = EVERYTHING): Promise<string> {
    programs.pairing.open();
    const wanted = Object.entries(permissions).flatMap(([kind, given]) => (given === 'no' ? [] : [kind]));
    const asked = await this.call('POST', '/v1/pairings', { name, permissions: wanted });
    programs.pairing.allow(asked.body.id, permissions);
    const done = await this.call('POST', `/v1/pairings/${asked.body.id}/code`, { code: programs.view.pairing!.code });
    this.token = done.body.token;
    return done.body.caller;
  }

  readonly ask = (kind: string, body: unknown) => this.call('POST', `/v1/requests/${kind}`, body);
  readonly state = (id: string, wait = 0) => this.call('GET', `/v1/requests/${id}${wait ? `?wait=${wait}` : ''}`);
}
