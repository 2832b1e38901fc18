import type { Failure } from '../../../main/api/schema/common.ts';
import type { WrongPlace } from '../../../main/api/schema/hub-administration.ts';
import { Refused } from '../../client/failure.ts';

/** A refusal of the hub, with the places of the order that it refuses. */
export class HubRefused extends Refused {
  readonly status: number;
  readonly places: readonly WrongPlace[];

  constructor(status: number, failure: Failure, places: readonly WrongPlace[] = []) {
    super(failure);
    this.status = status;
    this.places = places;
  }
}

interface Body {
  readonly error?: string;
  readonly detail?: Failure['detail'];
  readonly places?: readonly WrongPlace[];
}

/** What an answer of the hub refuses. RFC 6749 section 5.2 and the hub's own shape both name it `error`. */
export async function refusalOf(response: Response): Promise<HubRefused> {
  const { error = 'unreadable', detail = {}, places = [] } = ((await response.json().catch(() => ({}))) ?? {}) as Body;
  const seconds = response.headers.get('retry-after');
  return new HubRefused(response.status, { code: error, detail: { ...detail, ...(seconds !== null && { seconds: Number(seconds) }) } }, places);
}

/** One request to the hub that this page came from. @throws HubRefused for whatever is no success, `unreachable` where nothing answers */
export async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, cache: 'no-store', credentials: 'omit', redirect: 'error' }).catch(() => {
    throw new HubRefused(0, { code: 'unreachable', detail: {} });
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}
