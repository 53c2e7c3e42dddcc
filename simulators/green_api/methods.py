"""Every method the simulator knows: its verb and what answers it."""

from dataclasses import dataclass

from simulators.green_api import account, journals, queues, sending, service
from simulators.green_api.call import Handler


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    verb: str
    handler: Handler
    raw: bool = False
    """Takes bytes instead of JSON, up to the size of a file."""


_ALL = (
    Method("sendMessage", "POST", sending.send_message),
    Method("sendFileByUrl", "POST", sending.send_file_by_url),
    Method("sendFileByUpload", "POST", sending.send_file_by_upload, raw=True),
    Method("uploadFile", "POST", sending.upload_file, raw=True),
    Method("sendPoll", "POST", sending.send_poll),
    Method("sendLocation", "POST", sending.send_location),
    Method("sendContact", "POST", sending.send_contact),
    Method("editMessage", "POST", sending.edit_message),
    Method("deleteMessage", "POST", sending.delete_message),
    Method("sendTyping", "POST", service.send_typing),
    Method("getSettings", "GET", account.get_settings),
    Method("setSettings", "POST", account.set_settings),
    Method("getStateInstance", "GET", account.get_state_instance),
    Method("getWaSettings", "GET", account.get_wa_settings),
    Method("reboot", "GET", account.reboot),
    Method("logout", "GET", account.logout),
    Method("qr", "GET", account.qr),
    Method("getAuthorizationCode", "POST", account.get_authorization_code),
    Method("checkWhatsapp", "POST", service.check_whatsapp),
    Method("getContactInfo", "POST", service.get_contact_info),
    Method("getContacts", "GET", service.get_contacts),
    Method("getAvatar", "POST", service.get_avatar),
    Method("readChat", "POST", service.read_chat),
    Method("archiveChat", "POST", service.archive_chat),
    Method("unarchiveChat", "POST", service.archive_chat),
    Method("downloadFile", "POST", service.download_file),
    Method("getChatHistory", "POST", journals.get_chat_history),
    Method("getMessage", "POST", journals.get_message),
    Method("lastIncomingMessages", "GET", journals.last_incoming_messages),
    Method("lastOutgoingMessages", "GET", journals.last_outgoing_messages),
    Method("showMessagesQueue", "GET", queues.show_messages_queue),
    Method("clearMessagesQueue", "GET", queues.clear_messages_queue),
    Method("getMessagesCount", "GET", queues.get_messages_count),
    Method("getWebhooksCount", "GET", queues.get_webhooks_count),
    Method("clearWebhooksQueue", "DELETE", queues.clear_webhooks_queue),
    Method("receiveNotification", "GET", queues.receive_notification),
    Method("deleteNotification", "DELETE", queues.delete_notification),
)
METHODS = {method.name.lower(): method for method in _ALL}
# Still in the vendor's clients, answered 403 by the service.
WITHDRAWN = frozenset({"sendbuttons", "sendtemplatebuttons", "sendlistmessage"})
