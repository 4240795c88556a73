import { agreesAll, cut } from '../../support/agree.ts';

agreesAll({
  'events of Node': [
    [
      'listeners get tracked numbers',
      `
        const { EventEmitter } = require('node:events');
        const e = new EventEmitter();
        let s = 0;
        e.on('v', (v) => (s += v * v));
        e.once('v', function (v) {
          s += v * this.listenerCount('v');
        });
        e.emit('v', x);
        e.emit('v', y);
        return s;
      `,
    ],
    [
      'a subclass emits to a listener that was prepended',
      `
        const { EventEmitter } = require('node:events');
        class E extends EventEmitter {
          add(v) {
            return this.emit('add', v, { v });
          }
        }
        const e = new E();
        let s = 0;
        e.prependListener('add', (v, o) => {
          s = s * y + v * o.v;
        });
        return [+e.add(x), +e.add(y), s, e.listeners('add').length, +e.emit('none', x)];
      `,
    ],
    [
      'console.assert is a listener',
      `
        const { EventEmitter } = require('node:events');
        const e = new EventEmitter();
        let s = 0;
        e.on('v', console.assert);
        e.on('v', (v) => (s += v));
        e.emit('v', x);
        return [s, y];
      `,
      cut('opaque'),
    ],
    [
      'an error event of a number throws',
      `
        const { EventEmitter } = require('node:events');
        const e = new EventEmitter();
        try {
          e.emit('error', x);
        } catch (e) {
          return [e.message.length, y];
        }
      `,
      cut('opaque'),
    ],
    [
      'a number is the name of an event',
      `
        const { EventEmitter } = require('node:events');
        const e = new EventEmitter();
        e.on(x, () => 1);
        return [e.eventNames()[0].length, +e.emit(1.3), y];
      `,
      cut('index'),
    ],
  ],
});
