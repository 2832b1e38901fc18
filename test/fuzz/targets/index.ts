import type { Target } from '../engine/target.ts';
import { cades } from './cades.ts';
import { cardDialogue } from './card-dialogue.ts';
import { cardDirectory } from './card-directory.ts';
import { certificate } from './certificate.ts';
import { crl } from './crl.ts';
import { der } from './der.ts';
import { document } from './document.ts';
import type { TargetName } from './names.ts';
import { ocsp } from './ocsp.ts';
import { pades } from './pades.ts';
import { pdfReader } from './pdf-reader.ts';
import { pem } from './pem.ts';
import { peopleList } from './people-list.ts';
import { pinLine } from './pin-line.ts';
import { prescriptionCsv } from './prescription-csv.ts';
import { prescriptionXml } from './prescription-xml.ts';
import { statusList } from './status-list.ts';
import { timeStamp } from './time-stamp.ts';
import { tlv } from './tlv.ts';
import { xades } from './xades.ts';
import { xmlTree } from './xml-tree.ts';

export const TARGETS: Readonly<Record<TargetName, Target>> = {
  der,
  certificate,
  crl,
  ocsp,
  'time-stamp': timeStamp,
  pem,
  'xml-tree': xmlTree,
  cades,
  xades,
  'prescription-xml': prescriptionXml,
  'prescription-csv': prescriptionCsv,
  'pdf-reader': pdfReader,
  pades,
  document,
  tlv,
  'card-directory': cardDirectory,
  'card-dialogue': cardDialogue,
  'pin-line': pinLine,
  'status-list': statusList,
  'people-list': peopleList,
};
