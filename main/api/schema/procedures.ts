import * as z from 'zod';
import { associationRules } from '../../membership/tiers/rules.ts';
import { registrationDigits } from '../../membership/registration-number.ts';
import { MEMBER_FIELDS } from '../../membership/tiers/member-fields.ts';
import { PROCEDURE_KINDS } from '../../membership/tiers/procedure-kinds.ts';
import { procedureRequest } from '../../membership/procedures/request.ts';
import { isoTime } from './common.ts';

const code = z.string().min(1).max(60);
const registration = registrationDigits;
const fields = z.partialRecord(z.enum(MEMBER_FIELDS), z.string());
const part = z.enum(['decides', 'informed', 'automatic']);
const kind = z.enum(PROCEDURE_KINDS);

/** An association with what it has laid down for its procedures. */
export const association = z.object({
  code,
  name: z.string(),
  /** 1 national, 2 prefecture, 3 city or district, 4 ward. */
  tier: z.int().min(1).max(4),
  above: code.nullable(),
  masteredBy: z.enum(['hub', 'national']),
  rules: associationRules,
});
export type AssociationView = z.infer<typeof association>;

/** The association of a desk and those above it, the nearest first; empty where the desk is none's. `person`: whose own desk it is. */
export const ownAssociations = z.object({ own: code.nullable(), person: registration.nullable(), associations: z.array(association) });

export const associationName = z.object({ code, name: z.string(), tier: z.int() });

export const pendingCount = z.object({
  association: code,
  kind,
  /** Its turn to decide. */
  decides: z.int(),
  /** It is told and has not said that it has seen it. */
  informed: z.int(),
});
export type PendingCountView = z.infer<typeof pendingCount>;

export const procedureStep = z.object({
  association: code,
  position: z.int(),
  part,
  state: z.enum(['waiting', 'approved', 'refused', 'done']),
  decidedAt: isoTime.nullable(),
  note: z.string(),
});

export const procedure = z.object({
  id: z.uuid(),
  registration,
  kind,
  state: z.enum(['pending', 'effective', 'refused', 'withdrawn']),
  request: procedureRequest,
  /** The person as whoever asked knows them. */
  person: fields,
  pattern: z.string().nullable(),
  askedAt: isoTime,
  closedAt: isoTime.nullable(),
  own: z.boolean(),
  byProxy: z.boolean(),
  corrected: z.int(),
  steps: z.array(procedureStep),
  turn: code.nullable(),
});
export type ProcedureItem = z.infer<typeof procedure>;

export const procedureQuery = z.object({
  state: z.enum(['open', 'pending', 'effective', 'refused', 'withdrawn', 'all']).default('open'),
  registration: registration.optional(),
  before: z.uuid().optional(),
});
export const procedureList = z.object({ procedures: z.array(procedure), more: z.boolean() });

export const planOrder = z.object({ registration, request: z.record(z.string(), z.unknown()) });
const text = z.object({ id: z.string(), ja: z.string(), en: z.string() });
/** Who is asked and what happens. */
export const procedurePlan = z.object({
  steps: z.array(z.object({ association: code, position: z.int(), part })),
  intents: z.array(z.object({ intent: z.enum(['join', 'change', 'end']), association: code })),
  pattern: z.string().nullable(),
  /** What is lost, to be shown before it is asked. */
  warnings: z.array(text.extend({ benefits: z.array(text) })),
});
export type ProcedurePlan = z.infer<typeof procedurePlan>;

const consents = z.array(z.object({ document: z.string(), terms: z.string() })).default([]);
/** How often the procedure had been corrected when this person looked at it; the hub takes no answer to what stood there before. */
const corrected = z.int().min(0);

export const askOrder = planOrder.extend({ person: fields.optional(), consents });
export const correctOrder = z.object({ id: z.uuid(), request: z.record(z.string(), z.unknown()), consents, corrected });
export const decideOrder = z.object({
  id: z.uuid(),
  corrected,
  decision: z.enum(['approve', 'refuse', 'acknowledge']),
  note: z.string().trim().max(300).default(''),
});
export const consentOrder = z.object({ registration, terms: z.string().min(1).max(60), state: z.enum(['given', 'taken-back']) });

export const memberView = z.object({
  registration,
  fields,
  rows: z.array(
    z.object({
      association: code,
      affiliation: z.string(),
      class: z.string(),
      nationalClass: z.string(),
      state: z.enum(['active', 'ended']),
      joinedOn: z.string().nullable(),
      leftOn: z.string().nullable(),
      cause: z.string().nullable(),
      reliefs: z.array(z.object({ id: z.string(), label: z.string() })),
    }),
  ),
  consented: z.boolean(),
});
export type MemberView = z.infer<typeof memberView>;
