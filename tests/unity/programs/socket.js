// Loads the page's socket for WebGL beside a fake WebSocket, and calls it as Unity would. Prints what comes of it.
const fs = require("fs");
const vm = require("vm");

const library = {};
const sent = [];
class FakeSocket {
  constructor(address, protocols) {
    Object.assign(this, { address, protocols, readyState: 0 });
    FakeSocket.last = this;
  }
  send(bytes) {
    sent.push(...bytes);
  }
  close() {
    this.closed = true;
  }
}
const heap = new Uint8Array(256);
const page = {
  LibraryManager: { library },
  mergeInto: Object.assign,
  WebSocket: FakeSocket,
  UTF8ToString: (text) => text,
  HEAPU8: heap,
};
vm.createContext(page);
vm.runInContext(fs.readFileSync(process.argv[2], "utf8"), page);
page.affektSockets = library.$affektSockets;

const id = library.AffektSocketOpen("ws://127.0.0.1/v1/ws", "key");
const told = { protocols: FakeSocket.last.protocols, before: library.AffektSocketState(id) };
FakeSocket.last.readyState = 1;
told.open = library.AffektSocketState(id);
heap.set([9, 8, 7], 10);
library.AffektSocketSend(id, 10, 3);
told.sent = sent;
FakeSocket.last.onmessage({ data: vm.runInContext("new Uint8Array([1, 2, 3, 4]).buffer", page) });
told.next = library.AffektSocketNext(id);
told.small = library.AffektSocketTake(id, 20, 3);
told.took = library.AffektSocketTake(id, 20, 100);
told.heap = [...heap.slice(20, 24)];
told.empty = library.AffektSocketNext(id);
FakeSocket.last.onclose();
told.gone = library.AffektSocketState(id);
library.AffektSocketClose(id);
told.left = Object.keys(library.$affektSockets.all).length;
console.log(JSON.stringify(told));
