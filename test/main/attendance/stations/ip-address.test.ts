import { describe, expect, it } from 'vitest';
import { hostAndPort, ipOctets, ipText, plainAddress, splitHostAndPort } from '../../../../main/attendance/stations/ip-address.ts';

describe('octets of an address', () => {
  it.each([
    ['127.0.0.1', '7f000001', '127.0.0.1'],
    ['255.0.10.1', 'ff000a01', '255.0.10.1'],
    ['::1', '00000000000000000000000000000001', '::1'],
    ['::', '00000000000000000000000000000000', '::'],
    ['fe80::1:2', 'fe800000000000000000000000010002', 'fe80::1:2'],
    ['2001:db8:0:0:0:0:0:1', '20010db8000000000000000000000001', '2001:db8::1'],
    ['::ffff:192.168.1.5', '00000000000000000000ffffc0a80105', '::ffff:c0a8:105'],
  ])('%s', (text, hex, again) => {
    const octets = ipOctets(text);
    expect([Buffer.from(octets!).toString('hex'), ipText(octets!)]).toEqual([hex, again]);
  });

  it.each(['', 'desk.example', '1.2.3', '1.2.3.256', 'fe80::1%eth0', '[::1]'])('%j is none', (text) => {
    expect(ipOctets(text)).toBeNull();
  });
});

describe('host and port', () => {
  it.each([
    ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
    ['[::1]:443', { host: '::1', port: 443 }],
    ['desk-2.local:9', { host: 'desk-2.local', port: 9 }],
    [' １２７.0.0.1：８０ ', { host: '127.0.0.1', port: 80 }],
    ['127.0.0.1', null],
    ['127.0.0.1:0', null],
    ['127.0.0.1:65536', null],
    [':80', null],
    ['::1:80', null],
    ['', null],
  ])('%j', (text, place) => {
    expect(splitHostAndPort(text)).toEqual(place);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1:5'],
    ['::1', '[::1]:5'],
  ])('%s is written %s', (host, text) => {
    expect(hostAndPort(host, 5)).toBe(text);
  });

  it.each([
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.1'],
    ['fe80::1', 'fe80::1'],
  ])('%s is plainly %s', (address, text) => {
    expect(plainAddress(address)).toBe(text);
  });
});
