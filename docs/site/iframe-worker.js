// The search of the site runs in a Worker. A page that was opened from a disk (file:) may not start one from a file:
// there, and only there, the same script runs in a frame that nobody sees.
if (location.protocol === 'file:') {
  window.Worker = class extends EventTarget {
    constructor(script) {
      super();
      this.frame = document.createElement('iframe');
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inside = this.frame.contentWindow;
      this.ready = new Promise((resolve) => inside.addEventListener('load', resolve, { once: true }));
      inside.document.open();
      inside.document.write('<!doctype html><body></body>');
      inside.postMessage = (data) => {
        const message = new MessageEvent('message', { data });
        this.dispatchEvent(message);
        this.onmessage?.(message);
      };
      const code = inside.document.createElement('script');
      code.src = script;
      code.addEventListener('error', (event) => this.onerror?.(event));
      inside.document.body.append(code);
      inside.document.close();
    }

    postMessage(data) {
      const inside = this.frame.contentWindow;
      this.ready.then(() => inside.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) })));
    }

    terminate() {
      this.frame.remove();
    }
  };
}
