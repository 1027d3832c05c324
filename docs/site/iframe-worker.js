// The search of the site runs in a Worker. A page that was opened from a disk (file:) may not start one from a file:
// there, and only there, the same script runs in a frame that nobody sees.
if (location.protocol === 'file:') {
  window.Worker = class extends EventTarget {
    constructor(script) {
      super();
      this.frame = document.createElement('iframe');
      this.frame.hidden = true;
      document.body.append(this.frame);
      this.inside = this.frame.contentWindow;
      this.inside.postMessage = (data) => {
        const message = new MessageEvent('message', { data });
        this.dispatchEvent(message);
        this.onmessage?.(message);
      };
      const code = this.inside.document.createElement('script');
      code.src = script;
      this.ready = new Promise((resolve) => code.addEventListener('load', resolve));
      code.addEventListener('error', (event) => this.onerror?.(event));
      this.inside.document.body.append(code);
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) })));
    }

    terminate() {
      this.frame.remove();
    }
  };
}
