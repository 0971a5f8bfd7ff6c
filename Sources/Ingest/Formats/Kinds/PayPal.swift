extension Formats {
  /// PayPal's activity download. Headers: English and German as programs that read them name them; French, Spanish,
  /// Italian, Portuguese and Dutch after PayPal's words, not after a file.
  static let payPal: [FileKind] = [
    FileKind(
      id: "paypal-activity", platform: "PayPal",
      title: "Activity (transactions), one row per movement, in seven languages",
      role: .orders,
      signature: [
        transactionID, sender, gross,
        ["Net", "Netto", "Neto", "Líquido", "Importe neto"],
        ["Fee", "Entgelt", "Gebühr", "Commission", "Frais", "Comisión", "Tarifa", "Tariffa", "Kosten", "Vergoeding"],
      ],
      headers: FileKind.list(
        """
        Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,
        Shipping Address,Address Status,Item Title,Item ID,Shipping and Handling Amount,Insurance Amount,Sales Tax,
        Option 1 Name,Option 1 Value,Option 2 Name,Option 2 Value,Reference Txn ID,Invoice Number,Custom Number,Quantity,
        Receipt ID,Balance,Address Line 1,Address Line 2/District/Neighborhood,Town/City,
        State/Province/Region/County/Territory/Prefecture/Republic,Zip/Postal Code,Country,Contact Phone Number,Subject,
        Note,Country Code,Balance Impact
        """),
      columns: [
        (.orderId, transactionID), (.email, sender),
        (
          .recipient,
          [
            "To Email Address", "Empfänger E-Mail-Adresse", "À l'adresse email", "Adresse email du destinataire",
            "Correo electrónico del destinatario", "Indirizzo email destinatario", "Para o endereço de e-mail",
            "Naar e-mailadres",
          ]
        ),
        (.name, ["Name", "Nom", "Nombre", "Nome", "Naam"]),
        (.date, ["Date", "Datum", "Fecha", "Data"]),
        (.time, ["Time", "Uhrzeit", "Heure", "Hora", "Orario", "Ora", "Tijd"]),
        (.eventType, ["Type", "Typ", "Tipo"]), (.status, ["Status", "État", "Etat", "Estado", "Stato"]),
        (.currency, ["Currency", "Währung", "Devise", "Divisa", "Valuta", "Moeda", "Moneda"]), (.total, gross),
        (
          .shipping,
          [
            "Shipping and Handling Amount", "Versand- und Bearbeitungsgebühr",
            "Montant des frais de port et de traitement", "Importe de envío y manipulación",
            "Importo spedizione e gestione", "Valor de envio e manuseio", "Bedrag voor verzending en verwerking",
          ]
        ),
        (
          .tax,
          [
            "Sales Tax", "Umsatzsteuer", "TVA", "Montant de la TVA", "Impuesto sobre ventas", "Imposta sulle vendite",
            "IVA",
            "Imposto sobre vendas", "Btw",
          ]
        ),
        (.handling, ["Insurance Amount", "Versicherungsbetrag", "Montant de l'assurance", "Importe del seguro"]),
        (
          .product,
          [
            "Item Title", "Artikelbezeichnung", "Titre de l'objet", "Título del artículo", "Titolo oggetto",
            "Título do item", "Objectnaam", "Subject", "Betreff",
          ]
        ),
        (
          .sku,
          ["Item ID", "Artikelnummer", "Référence de l'objet", "Id. del artículo", "Codice oggetto", "ID do item"]
        ),
        (.quantity, ["Quantity", "Anzahl", "Quantité", "Cantidad", "Quantità", "Quantidade", "Hoeveelheid"]),
        (
          .subOrderId,
          [
            "Reference Txn ID", "Zugehöriger Transaktionscode", "Numéro de la transaction de référence",
            "Id. de transacción de referencia", "Codice transazione di riferimento", "ID de referência da transação",
            "Referentie transactie-ID",
          ]
        ),
        (
          .kind,
          [
            "Balance Impact", "Auswirkung auf Guthaben", "Impact sur le solde", "Impacto en el saldo",
            "Impatto sul saldo",
            "Impacto no saldo", "Effect op saldo",
          ]
        ),
        (.city, ["Town/City", "Ort", "Ville", "Ciudad", "Città", "Cidade", "Plaats"]),
        (.country, ["Country", "Land", "Pays", "País", "Paese"]),
      ], translation: PayPalTranslation.self,
      words: [
        .status: [
          "Completed": "paid", "Pending": "unpaid", "Denied": "cancelled", "Canceled": "cancelled",
          "Cancelled": "cancelled", "Failed": "cancelled", "Expired": "cancelled", "Refunded": "refunded",
          "Reversed": "refunded", "Partially Refunded": "paid", "Cleared": "paid", "Unclaimed": "unpaid",
          "Abgeschlossen": "paid", "Offen": "unpaid", "Ausstehend": "unpaid", "Abgelehnt": "cancelled",
          "Storniert": "cancelled", "Rückzahlung": "refunded", "Zurückgezahlt": "refunded",
          "Teilweise zurückgezahlt": "paid",
          "Terminé": "paid", "Effectué": "paid", "En attente": "unpaid", "Refusé": "cancelled", "Annulé": "cancelled",
          "Remboursé": "refunded", "Partiellement remboursé": "paid",
          "Completado": "paid", "Pendiente": "unpaid", "Denegado": "cancelled", "Cancelado": "cancelled",
          "Reembolsado": "refunded", "Parcialmente reembolsado": "paid",
          "Completata": "paid", "Completato": "paid", "In sospeso": "unpaid", "Negata": "cancelled",
          "Annullata": "cancelled", "Rimborsata": "refunded", "Rimborsato": "refunded",
          "Concluído": "paid", "Concluída": "paid", "Pendente": "unpaid", "Negado": "cancelled",
          "Voltooid": "paid", "In behandeling": "unpaid", "Geweigerd": "cancelled", "Geannuleerd": "cancelled",
          "Terugbetaald": "refunded",
        ]
      ],
      notes: [
        "Of an amount, shipping, tax and insurance are no goods; PayPal's fee is no discount.",
        "Transfers, conversions, holds and what the shop bought itself are no orders.",
        "Refunds count on their own day.",
      ], how: "Activity > Download > All transactions")
  ]

  private static let transactionID = [
    "Transaction ID", "Transaktionscode", "Numéro de transaction", "N° de transaction", "Id. de transacción",
    "ID de transacción", "Codice transazione", "ID da transação", "Transactiereferentie", "Transactie-ID",
  ]
  private static let sender = [
    "From Email Address", "Absender E-Mail-Adresse", "De l'adresse email", "Adresse email de l'expéditeur",
    "Correo electrónico del remitente", "Indirizzo email mittente", "Do endereço de e-mail", "Van e-mailadres",
  ]
  private static let gross = ["Gross", "Brutto", "Avant commission", "Brut", "Bruto", "Lordo"]
}
