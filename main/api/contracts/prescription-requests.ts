import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { registerEntry } from '../schema/document.ts';
import {
  prescriptionService,
  requestPage,
  requestQuery,
  settlementOrder,
  submissionOrder,
  withdrawalOrder,
} from '../schema/prescription-requests.ts';
import { terminalSetting } from '../../prescriptions/terminal/setting.ts';

/** Prescriptions on their way to the electronic prescription service, by way of the folders of the terminal. */
export const prescriptionRequests = {
  /** The present state at once, then each change. */
  watch: oc.output(eventIterator(prescriptionService)),
  list: oc.input(requestQuery).output(requestPage),
  /** Signed prescriptions of the register that were never given, newest first. */
  waiting: oc.output(z.array(registerEntry)),
  setTerminal: oc.input(terminalSetting.nullable()).output(prescriptionService),
  submit: oc.input(submissionOrder).output(z.object({ id: z.string() })),
  /** Looks into the folders now. */
  collect: oc.output(z.object({ answered: z.array(z.string()) })),
  /** Says what became of a request of which nobody knows whether the terminal took it. */
  settle: oc.input(settlementOrder).output(z.void()),
  /** Takes back what the terminal has nothing of yet. */
  withdraw: oc.input(withdrawalOrder).output(z.void()),
};
