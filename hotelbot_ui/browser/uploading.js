// Carries one file to the server, and says how far it got. fetch() cannot tell, so it is not used.
import { ApiError, hotelPath, leave } from "./api.js";

const KINDS = { image: "image", video: "video", audio: "audio" };
// As long as the server waits for the whole of a file.
const LONGEST_MS = 300_000;
const kept = new WeakMap();

// A message's face of a file that is still here: the kind is the server's to say in the end.
export function fileOf(file) {
  const kind = KINDS[file.type.split("/")[0]] ?? "document";
  const media = {
    id: null, file_name: file.name, mime_type: file.type, thumbnail: null, size_bytes: file.size,
    url: file.id ? null : URL.createObjectURL(file), state: "stored", trouble: null, coming: Boolean(file.id),
  };
  return { file, kind, media, content: file.id ? {} : { uploading: "0 %" } };
}

// The id the server gave it; a file that arrived already is not carried again.
export async function upload(file, tell) {
  if (file.id) return file.id;
  if (!kept.has(file)) kept.set(file, await carry(file, tell));
  return kept.get(file);
}

const carry = (file, tell) =>
  new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    let told = "";
    request.open("POST", `/api/v1${hotelPath("/files")}?name=${encodeURIComponent(file.name.slice(-200))}`);
    request.setRequestHeader("X-Requested-With", "hotelbot");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => {
      const words = `${Math.floor((loaded / total) * 20) * 5} %`;
      if (words !== told) tell((told = words));
    };
    request.timeout = LONGEST_MS;
    request.onerror = request.ontimeout = request.onabort = () => failed(new ApiError(0));
    request.onload = () => {
      if (request.status === 401) leave();
      if (request.status === 201) done(request.response.id);
      else failed(new ApiError(request.status, request.response?.error));
    };
    request.send(file);
  });
