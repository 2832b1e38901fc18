import { describe, expect, it } from 'vitest';
import { xmlKind } from '../../../pki/xml/kind.ts';

describe('what kind of XML a file seems to be', () => {
  it.each([
    ['<?xml version="1.0" encoding="UTF-8"?><Document id="Document"><Prescription>', 'prescription-xml'],
    ['\uFEFF<Document>\n\t<Prescription/></Document>', 'prescription-xml'],
    ['<Document a="1 > 0"><Prescription/></Document>', 'prescription-xml'],
    ['<Document><!-- hidden --><Prescription/></Document>', 'prescription-xml'],
    [`<!-- <a> ${'x'.repeat(100_000)} --><Document><!-- ${'x'.repeat(100_000)} --><Prescription/></Document>`, 'prescription-xml'],
    ['<Document></Document>', 'xml'],
    ['</Document>', null],
    ['<Document>\n<DispensingManagement id="x">', 'dispensing-xml'],
    ['<Document><Dispensing>', 'dispensing-xml'],
    ['<Document><Letter/></Document>', 'xml'],
    ['<Document><constructor/></Document>', 'xml'],
    ['<Document><Prescription\uFEFF/></Document>', 'xml'],
    ['<Document/>', 'xml'],
    ['<ClinicalDocument xmlns="urn:hl7-org:v3">', 'xml'],
    ['<!-- a --><?b?>\n<c/>', 'xml'],
    ['<!DOCTYPE html><html>', 'xml'],
    ['<?xml version="1.0"?>', 'xml'],
    ['SJ1\n1,1,1234567', null],
    ['%PDF-1.7', null],
    ['< a', null],
    ['', null],
  ])('%#: %.60s', (text, kind) => {
    expect(xmlKind(new TextEncoder().encode(text))).toBe(kind);
  });
});
