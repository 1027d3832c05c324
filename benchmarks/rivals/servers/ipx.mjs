// ipx, with a storage of S3: /w_300,f_webp,q_80/KEY.
import { createIPX, createIPXNodeServer } from "ipx";

import s3 from "./s3.js";
import node from "./serve.js";

const storage = {
  name: "s3",
  getMeta: async (id) => ({ mtime: (await s3.head(id.slice(1))).LastModified }),
  getData: async (id) => (await s3.get(id.slice(1))).Body.transformToByteArray(),
};

node.serve(createIPXNodeServer(createIPX({ storage })));
