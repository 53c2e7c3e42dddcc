"""The body of `POST /chat/completions` (api-docs.deepseek.com, create-chat-completion)."""

import orjson

from backend.ports.ai import AiRequest


def chat_body(request: AiRequest, *, model: str) -> bytes:
    """JSON mode with thinking off.

    Thinking is on by default there and its tokens count against max_tokens: a short answer would
    come back empty. JSON mode also wants the word "json" somewhere in the prompt.
    """
    return orjson.dumps(
        {
            "model": model,
            "messages": [{"role": one.role, "content": one.content} for one in request.messages],
            "response_format": {"type": "json_object"},
            "thinking": {"type": "disabled"},
            "max_tokens": request.max_tokens,
            "user_id": request.user_id,
            "stream": False,
        }
    )
