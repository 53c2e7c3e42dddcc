"""How guests of ten languages make each reason to call a person."""

HUMAN = {
    "en": "I want to talk to a real person",
    "de": "Kann ich mit einem Menschen sprechen?",
    "es": "Quiero hablar con una persona",
    "ru": "Хочу поговорить с человеком",
    "fr": "Je veux parler à quelqu'un",
    "it": "Vorrei parlare con una persona",
    "pt": "Quero falar com uma pessoa",
    "nl": "Ik wil graag met een medewerker praten",
    "pl": "Chcę porozmawiać z człowiekiem",
    "tr": "Gerçek bir kişi ile konuşmak istiyorum",
}
PRICE = {
    "en": "Can you give us a discount if we stay longer?",
    "de": "Bekommen wir einen Rabatt, wenn wir länger bleiben?",
    "es": "¿Nos hacen un descuento si nos quedamos más?",
    "ru": "Сделаете скидку, если останемся дольше?",
    "fr": "Vous pouvez nous faire une remise pour la chambre ?",
    "it": "Ci fate uno sconto se restiamo di più?",
    "pt": "Vocês podem dar um desconto para nós?",
    "nl": "Kunnen we korting krijgen als we langer blijven?",
    "pl": "Czy możemy dostać rabat na pokój?",
    "tr": "Daha uzun kalırsak indirim var mı?",
}
QUESTION = {
    "en": "When is the sauna open for us today?",
    "de": "Wann ist die Sauna heute für uns geöffnet?",
    "es": "¿A qué hora está abierta la sauna hoy?",
    "ru": "Во сколько сегодня открыта сауна?",
    "fr": "À quelle heure est ouvert le sauna ce soir ?",
    "it": "A che ora è aperta la sauna oggi?",
    "pt": "Que horas a sauna fica aberta hoje?",
    "nl": "Hoe laat is de sauna vandaag open?",
    "pl": "O której jest dziś otwarta sauna?",
    "tr": "Sauna bugün saat kaçta açık?",
}
