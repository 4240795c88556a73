import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';

type Callable = (new (...args: unknown[]) => object) & ((...args: unknown[]) => unknown);

/** All ways of a program to the network, with the members that take them. */
const ways: readonly (readonly [name: string, holder: object, members: readonly string[]])[] = [
  ['net', net.Socket.prototype, ['connect']],
  ['net', net.Server.prototype, ['listen']],
  ['tls', tls, ['connect']],
  ['http', http, ['request', 'get']],
  ['https', https, ['request', 'get']],
  ['dgram', dgram.Socket.prototype, ['bind', 'connect', 'send']],
  ['dns', dns, Object.keys(dns)],
  ['dns.promises', dns.promises, Object.keys(dns.promises)],
  ['globalThis', globalThis, ['fetch', 'WebSocket', 'EventSource']],
];

/** Names of functions that ask a server for a name or an address. */
const asks = /^(lookup|resolve|reverse)/;

/**
 * Tells of each use of the network in this process from now on, and lets it happen.
 *
 * @param onUse gets what was called, `dns.lookup`
 * @returns takes the trap away
 */
export function trapNetwork(onUse: (what: string) => void): () => void {
  const undo: (() => void)[] = [];
  for (const [name, object, members] of ways) {
    const holder = object as Record<string, Callable | undefined>;
    for (const member of members) {
      const plain = holder[member];
      if (typeof plain !== 'function' || (name.startsWith('dns') && !asks.test(member))) continue;
      const used = (): void => onUse(`${name}.${member}`);
      holder[member] = new Proxy(plain, {
        apply(target, self, args) {
          used();
          return Reflect.apply(target, self, args);
        },
        construct(target, args) {
          used();
          return new target(...args);
        },
      });
      undo.push(() => void (holder[member] = plain));
    }
  }
  return () => undo.forEach((one) => one());
}
