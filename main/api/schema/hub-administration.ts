import type { HubReconciliation } from '../../hub/membership/reconciliation.ts';
import type { ClientKind } from '../../exchange/link/client-kinds.ts';
import type { HubStats } from '../../hub/stats.ts';
/** Answers of the hub to whoever runs it (`main/hub/administration`), as its page reads them. Instants are ISO 8601 in UTC. */

export interface AssociationSummary {
  readonly code: string;
  readonly name: string;
  readonly tier: number;
  readonly above: string | null;
  readonly mastered_by: 'hub' | 'national';
  /** Whether it has set rules of its own. */
  readonly own_rules: boolean;
  /** Memberships that are active. */
  readonly members: number;
  /** Desks. */
  readonly clients: number;
}

export interface AssociationDetail {
  readonly code: string;
  readonly name: string;
  readonly tier: number;
  readonly above: string | null;
  readonly mastered_by: 'hub' | 'national';
  /** As `main/membership/tiers/rules.ts` has them; those that hold where none are set, too. */
  readonly rules: AssociationRules;
  readonly own_rules: boolean;
}

export interface AssociationRules {
  readonly classes: readonly { readonly id: string; readonly label: string; readonly national: string | null }[];
  readonly joinToNational: boolean;
  readonly severalGroups: boolean;
  readonly attachments: readonly { readonly id: string; readonly label: string; readonly for: readonly string[] }[];
  readonly reliefs: readonly {
    readonly id: string;
    readonly label: string;
    readonly classes: readonly string[];
    readonly when: {
      readonly ageFrom?: number | undefined;
      readonly memberYearsFrom?: number | undefined;
      readonly graduatedWithin?: number | undefined;
      readonly claimed?: readonly string[] | undefined;
    };
  }[];
}

/** What is wrong with a field: its path, and what was wanted there. */
export interface WrongPlace {
  readonly path: string;
  readonly code: string;
}

export interface ClientView {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly association: string | null;
  /** Of a person's own client. */
  readonly registration: string | null;
  readonly scopes: readonly string[];
  readonly enrolled_at: string;
  readonly seen_at: string | null;
  /** Of its newest key. */
  readonly key_since: string | null;
}

/** A code that was made and not used, and is still good. Its letters are known to nobody any more. */
export interface CodeView {
  readonly kind: ClientKind;
  readonly association: string | null;
  readonly registration: string | null;
  readonly expires_at: string;
}

export interface ImportView {
  readonly id: string;
  readonly association: string;
  /** Name of the client; `command-line` for whoever runs the hub. */
  readonly by: string;
  readonly at: string;
  readonly rows: number;
  readonly persons: number;
  readonly state: 'applied' | 'undone';
}

export interface FeedView {
  readonly feed: 'stop' | 'credential' | 'membership';
  readonly events: number;
  readonly newest: number;
  readonly received_at: string | null;
}

/** A receiver that has not taken everything. */
export interface BehindView {
  readonly client: string;
  readonly name: string;
  readonly association: string | null;
  readonly kind: ClientKind;
  readonly feed: string;
  /** By push to an address; else the desk polls. */
  readonly push: boolean;
  /** Events that wait, counted up to `BEHIND_MOST`. */
  readonly behind: number;
  readonly oldest_at: string | null;
  readonly seen_at: string | null;
}

export interface OverviewView {
  readonly url: string;
  readonly version: string;
  readonly engine: 'pglite' | 'postgres';
  readonly engine_version: string;
  readonly counts: HubStats;
  /** Desks of each association, of the authority (`null`, `authority`) and of the hub itself. */
  readonly clients: readonly {
    readonly kind: ClientKind;
    readonly association: string | null;
    readonly name: string | null;
    readonly count: number;
    readonly seen_at: string | null;
  }[];
  readonly feeds: readonly FeedView[];
  readonly behind: readonly BehindView[];
  readonly keys: readonly { readonly kid: string; readonly since: string; readonly until: string | null }[];
}

export interface StatisticsView {
  readonly association: string;
  /** ISO day. */
  readonly day: string;
  readonly columns: readonly LineView[];
  readonly tables: readonly {
    readonly breakdown: 'sex' | 'age' | 'graduation' | 'tier';
    readonly label: string;
    readonly rows: readonly (LineView & { readonly cells: readonly number[] })[];
  }[];
}

export interface LineView {
  readonly id: string;
  readonly label: string;
  /** The sum of others. */
  readonly sum: boolean;
}

export interface ListProblemView {
  /** As an editor counts. */
  readonly line: number;
  /** Words `membership.import.<id>`. */
  readonly id: string;
  readonly value: string;
  readonly taken: boolean;
}

export interface ListedMemberView {
  readonly line: number;
  readonly registration: string;
  readonly fields: { readonly name?: string | undefined; readonly kana?: string | undefined };
  readonly affiliation: string;
  readonly class: string;
}

/** What a list of members makes, or has made, of what is held (`POST /admin/membership/import`). */
export interface ImportAnswerView {
  readonly id: string | null;
  readonly encoding: string;
  readonly rows: number;
  readonly added: readonly ListedMemberView[];
  readonly changed: readonly {
    readonly member: ListedMemberView;
    readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  }[];
  readonly ended: readonly { readonly id: string; readonly registration: string; readonly affiliation: string; readonly class: string }[];
  readonly unchanged: number;
  readonly heldBack: number;
  readonly problems: readonly ListProblemView[];
}

export interface ProfileView {
  readonly id: string;
  readonly name: { readonly ja: string; readonly en: string };
}

/** What codes, rules and imports choose from. */
export interface AdministrationChoices {
  readonly profiles: readonly ProfileView[];
  readonly national_classes: readonly { readonly id: string; readonly label: string }[];
  /** Procedures with which documents may be asked for. */
  readonly procedures: readonly string[];
  /** Scopes that a client of each kind may have. */
  readonly scopes: Readonly<Record<ClientKind, readonly string[]>>;
}

export interface PendingView {
  readonly association: string;
  readonly kind: string;
  readonly decides: number;
  readonly informed: number;
}

/** Something that two sources do not agree on. */
export type DifferenceView = HubReconciliation;

export interface FigureDifferenceView {
  readonly row: string;
  readonly column: string;
  readonly printed: number;
  readonly computed: number;
}
