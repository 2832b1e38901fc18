import * as z from 'zod';

const association = z.string().min(1).max(60);
/** A line that people read, of so many UTF-16 units at most: no control characters. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^\P{Cc}*$/u);
/** 所属施設. */
const affiliation = line(200).min(1);
/** An ISO day in Japan that somebody can mean. */
const day = z.iso.date().refine((text) => text >= '1900' && text < '2200');
const inClass = z.strictObject({ association, class: z.string().min(1).max(40) });
const classes = z.array(inClass).min(1).max(4);
/** A document that an association asks for, by its id in the rules and the digest of the file; the file itself stays with whoever took it in. */
const attachment = z.strictObject({ association, id: z.string().max(40), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const attachments = z.array(attachment).max(20).default([]);

/** 退会事由. Source: MAMIS操作マニュアル(退会届) Ver1.0. */
export const WITHDRAWAL_REASONS = ['retired', 'death', 'other'] as const;
const NOTE_LETTERS = 50;
const letters = (text: string): number => [...new Intl.Segmenter('ja').segment(text)].length;

const withdrawal = z
  .strictObject({
    kind: z.literal('withdraw'),
    affiliation,
    /** Those that are left by wish; what is above them in the group falls with them. */
    associations: z.array(association).min(1).max(4),
    /** 退会希望年月日, an ISO day in Japan. */
    wishedOn: day,
    reason: z.enum(WITHDRAWAL_REASONS),
    /** Up to 50 letters; of `other` alone, which needs one. */
    note: line(NOTE_LETTERS * 20)
      .refine((text) => letters(text) <= NOTE_LETTERS)
      .default(''),
    /** Ids of the warnings that were shown and answered (`resources/membership/benefits.json`). */
    warned: z.array(z.string()).default([]),
  })
  .refine(({ reason, note }) => (reason === 'other') === (note !== ''));

/** What somebody asks for, one group of 所属施設 at a time. */
export const procedureRequest = z.discriminatedUnion('kind', [
  /** 新規入会: up to any tier, from the lowest on. */
  z.strictObject({ kind: z.literal('join'), affiliation, classes, attachments }),
  /** 追加入会: associations above those of a group. */
  z.strictObject({ kind: z.literal('add'), affiliation, classes, attachments }),
  /** 異動: another class, the same associations. */
  z.strictObject({ kind: z.literal('change-class'), affiliation, classes, attachments }),
  /** 異動: another 所属施設, the same associations. */
  z.strictObject({ kind: z.literal('change-facility'), affiliation, to: affiliation, reason: line(200).default(''), attachments }),
  /** 異動: another 所属施設 and other associations; those named are the ones of the new place. */
  z.strictObject({ kind: z.literal('transfer'), affiliation, to: affiliation, classes, reason: line(200).default(''), attachments }),
  withdrawal,
  /** 在籍証明書 of one association. */
  z.strictObject({ kind: z.literal('certificate'), affiliation, association }),
]);
export type ProcedureRequest = z.infer<typeof procedureRequest>;
export type RequestOf<Kind extends ProcedureRequest['kind']> = Extract<ProcedureRequest, { kind: Kind }>;

/** Groups that a request changes. */
export const affiliationsOf = (request: ProcedureRequest): readonly string[] =>
  request.kind === 'certificate' ? [] : 'to' in request ? [request.affiliation, request.to] : [request.affiliation];
