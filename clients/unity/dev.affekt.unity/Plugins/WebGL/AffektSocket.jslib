// A page's own WebSocket for Unity's WebGL player: opened, asked and closed by WebTransport.cs, which calls these names.
mergeInto(LibraryManager.library, {
  $affektSockets: { next: 0, all: {} },

  AffektSocketOpen__deps: ["$affektSockets"],
  AffektSocketOpen: function (address, token) {
    var protocols = ["affekt.v1"];
    var key = UTF8ToString(token);
    if (key.length > 0) {
      protocols.push("bearer." + key);
    }
    var id = affektSockets.next++;
    var one = { socket: null, inbox: [], gone: false };
    affektSockets.all[id] = one;
    try {
      one.socket = new WebSocket(UTF8ToString(address), protocols);
    } catch (error) {
      one.gone = true;
      return id;
    }
    one.socket.binaryType = "arraybuffer";
    one.socket.onmessage = function (event) {
      if (event.data instanceof ArrayBuffer && event.data.byteLength > 0) {
        if (one.inbox.length >= 4096) {
          one.socket.close();
          return;
        }
        one.inbox.push(new Uint8Array(event.data));
      }
    };
    one.socket.onclose = function () {
      one.gone = true;
    };
    one.socket.onerror = function () {
      one.gone = true;
    };
    return id;
  },

  // 0: on the way, 1: open, 3: gone.
  AffektSocketState__deps: ["$affektSockets"],
  AffektSocketState: function (id) {
    var one = affektSockets.all[id];
    if (!one || one.gone || !one.socket) {
      return 3;
    }
    return one.socket.readyState === 1 ? 1 : one.socket.readyState === 0 ? 0 : 3;
  },

  AffektSocketSend__deps: ["$affektSockets"],
  AffektSocketSend: function (id, bytes, count) {
    var one = affektSockets.all[id];
    if (!one || one.gone || !one.socket || one.socket.readyState !== 1) {
      return 0;
    }
    one.socket.send(HEAPU8.slice(bytes, bytes + count));
    return 1;
  },

  // The length of the oldest message; 0 where there is none.
  AffektSocketNext__deps: ["$affektSockets"],
  AffektSocketNext: function (id) {
    var one = affektSockets.all[id];
    return one && one.inbox.length > 0 ? one.inbox[0].length : 0;
  },

  AffektSocketTake__deps: ["$affektSockets"],
  AffektSocketTake: function (id, bytes, room) {
    var one = affektSockets.all[id];
    if (!one || one.inbox.length === 0 || one.inbox[0].length > room) {
      return 0;
    }
    var message = one.inbox.shift();
    HEAPU8.set(message, bytes);
    return message.length;
  },

  AffektSocketClose__deps: ["$affektSockets"],
  AffektSocketClose: function (id) {
    var one = affektSockets.all[id];
    if (one && one.socket) {
      one.socket.onmessage = one.socket.onclose = one.socket.onerror = null;
      one.socket.close();
    }
    delete affektSockets.all[id];
  },
});
