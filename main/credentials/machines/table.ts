import table from '../../../resources/credentials/machines.json' with { type: 'json' };

/** What has a life of its own: an application (申請), the order of a card's production, a card, a certificate on or beside a card. */
export const OBJECT_KINDS = ['application', 'order', 'card', 'certificate'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Roles of staff, and the program itself, which acts on what it can check alone. */
export const ROLES = ['reception', 'examiner', 'approver', 'operator', 'auditor', 'association', 'program'] as const;
export type Role = (typeof ROLES)[number];

/** Where a resumed object returns to: the state it was held in. */
export const ORIGIN = 'origin';

export interface Transition {
  readonly id: string;
  readonly from: readonly string[];
  /** A state, or `origin`. */
  readonly to: string;
  readonly by: readonly Role[];
  /** What must be true besides; who asks for the transition knows it. */
  readonly when: readonly string[];
  /** What must lie before whoever does it. */
  readonly evidence: readonly string[];
  /** A second person must confirm. */
  readonly second: boolean;
  /** A reason in words is needed. */
  readonly reason: boolean;
  /** Letters that are printed. */
  readonly letters: readonly string[];
  /** Event that is sent. */
  readonly event: string | null;
  /** The event overtakes all others. */
  readonly stops: boolean;
  /** The way that most go: whoever stands in `from` waits for it. */
  readonly main: boolean;
}

export interface Machine {
  readonly initial: string;
  readonly states: readonly string[];
  readonly transitions: readonly Transition[];
}

const PLAIN = { when: [], evidence: [], second: false, reason: false, letters: [], event: null, stops: false, main: false } as const;

const machineOf = ({ initial, states, transitions }: (typeof table.objects)[ObjectKind]): Machine => ({
  initial,
  states,
  transitions: transitions.map((row) => ({ ...PLAIN, ...(row as Pick<Transition, 'id' | 'from' | 'to' | 'by'>) })),
});

/** The four machines, from the one table that also draws the help pages. */
export const MACHINES: Readonly<Record<ObjectKind, Machine>> = {
  application: machineOf(table.objects.application),
  order: machineOf(table.objects.order),
  card: machineOf(table.objects.card),
  certificate: machineOf(table.objects.certificate),
};

/** States that nothing leaves. */
export const isTerminal = ({ transitions }: Machine, state: string): boolean => !transitions.some(({ from }) => from.includes(state));
