import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { derOf } from '../../../../pki/encoding/pem.ts';
import { certificateText, certificateView } from '../certificate-view.ts';
import { type Command, EXIT } from '../command.ts';
import { readNamedFile } from '../input.ts';

export const command: Command = {
  usage: 'cert show CERT',
  options: {},
  positionals: { min: 1, max: 1 },
  run: async ({ positionals, language }) => {
    const certificate = parseCertificate(derOf(await readNamedFile(positionals[0] ?? '')));
    return { exit: EXIT.done, json: certificateView(certificate), text: certificateText(certificate, language) };
  },
};
