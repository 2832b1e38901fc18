import type { OpenedDocument } from '../api/schema/document.ts';
import type { Intake } from '../documents/intake.ts';
import { sampleReferral } from './sample-pdf.ts';
import { samplePrescription } from './sample-prescription.ts';

const SAMPLES: readonly { readonly name: string; readonly bytes: () => Promise<Uint8Array> | Uint8Array }[] = [
  { name: '見本-診療情報提供書.pdf', bytes: sampleReferral },
  { name: '見本-処方箋.csv', bytes: samplePrescription },
];

/** Takes the sample documents in, as if a person had dropped them. */
export async function openSamples(intake: Intake): Promise<OpenedDocument[]> {
  return Promise.all(SAMPLES.map(async ({ name, bytes }) => intake.take(name, await bytes())));
}
