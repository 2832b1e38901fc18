import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { language } from '../schema/common.ts';
import {
  emergencyView,
  keptQualifications,
  qualificationOrder,
  qualificationProgress,
  qualificationView,
  retentionMonths,
  statedResult,
} from '../schema/qualification.ts';

const recordId = z.object({ id: z.string() });

/** An office checks the qualification that somebody's card states (資格確認). */
export const qualification = {
  /** Reads and judges the card, asks for the PIN where possession is to be proved. Stopping the iteration ends the check. */
  check: oc.input(qualificationOrder).output(eventIterator(qualificationProgress)),
  /** The result in words, with what the office adds. */
  view: oc.input(statedResult).output(qualificationView),
  pdf: oc.input(statedResult).output(z.file()),
  keep: oc.input(statedResult.omit({ language: true })).output(keptQualifications),
  /** Drops a result that nobody keeps. */
  forget: oc.input(recordId).output(z.void()),
  records: oc.output(keptQualifications),
  recordPdf: oc.input(recordId.extend({ language })).output(z.file()),
  delete: oc.input(recordId).output(keptQualifications),
  setRetention: oc.input(z.object({ retentionMonths })).output(keptQualifications),
  /** Who the card on a reader names, by what is at hand. */
  emergency: oc.input(z.object({ reader: z.string() })).output(emergencyView),
};
