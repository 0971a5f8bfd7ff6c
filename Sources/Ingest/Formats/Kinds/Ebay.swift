extension Formats {
  /// Names of eBay's columns: English as in a public sample; German as programs that read it name them, of this report and
  /// of the one before it; French, Italian, Spanish and Dutch after eBay's words, not after a file.
  static let ebayRecord = [
    "Sales Record Number", "Verkaufsprotokollnummer", "Numéro de la vente", "Numéro de vente",
    "Numéro d'enregistrement de la vente", "Numero di vendita", "Numero del record di vendita",
    "Numero registro vendite",
    "Número de registro de ventas", "Número de registro de venta", "Verkooprecordnummer", "Order Number",
    "Bestellnummer",
    "Numéro de commande", "Numero ordine", "Numero d'ordine", "Número de pedido", "Bestelnummer",
  ]
  static let ebayBuyer = [
    "Buyer Username", "Nutzername des Käufers", "Mitgliedsname", "Mitgliedsname des Käufers", "Pseudo de l'acheteur",
    "Nom d'utilisateur de l'acheteur", "Nome utente dell'acquirente", "Nome utente acquirente",
    "Nombre de usuario del comprador", "Gebruikersnaam koper", "Gebruikersnaam van koper",
  ]
  static let ebayPrice = [
    "Sold For", "Verkauft für", "Verkaufspreis", "Vendu pour", "Prix de vente", "Venduto per", "Venduto a",
    "Prezzo di vendita", "Vendido por", "Precio de venta", "Verkocht voor", "Verkoopprijs",
  ]

  static let ebayColumns: [(column: Column, headers: [String])] = [
    (
      .orderId,
      [
        "Order Number", "Bestellnummer", "Numéro de commande", "Numero ordine", "Numero d'ordine", "Número de pedido",
        "Bestelnummer",
      ] + ebayRecord
    ),
    (.customerId, ebayBuyer),
    (
      .name,
      [
        "Buyer Name", "Ship To Name", "Name des Käufers", "Vollständiger Name des Käufers", "Nom de l'acheteur",
        "Nom complet de l'acheteur", "Nome dell'acquirente", "Nome acquirente", "Nombre del comprador",
        "Naam van koper",
        "Naam koper",
      ]
    ),
    (
      .orderedAt,
      [
        "Sale Date", "Verkauft am", "Verkaufsdatum", "Date de la vente", "Date de vente", "Vendu le", "Data di vendita",
        "Data della vendita", "Venduto il", "Fecha de venta", "Fecha de la venta", "Verkoopdatum",
      ]
    ),
    (
      .paidAt,
      [
        "Paid On Date", "Zahlungsdatum", "Bezahldatum", "Date du paiement", "Date de paiement", "Payé le",
        "Data di pagamento", "Data pagamento", "Fecha de pago", "Betaaldatum", "Betaald op",
      ]
    ),
    (
      .sku,
      [
        "Custom Label", "Custom Label (SKU)", "Bestandseinheit", "Étiquette personnalisée",
        "Étiquette personnalisée (SKU)",
        "Etichetta personalizzata", "Etichetta personalizzata (SKU)", "Etiqueta personalizada",
        "Etiqueta personalizada (SKU)", "Aangepast label", "Item Number", "Artikelnummer", "Artikelnr.",
        "Numéro d'objet", "Numéro de l'objet", "Numero oggetto", "Número de artículo", "Objectnummer",
      ]
    ),
    (
      .product,
      [
        "Item Title", "Angebotstitel", "Artikelbezeichnung", "Titre de l'annonce", "Titre de l'objet",
        "Titolo dell'inserzione", "Titolo inserzione", "Titolo dell'oggetto", "Título del anuncio",
        "Título del artículo",
        "Objecttitel", "Titel van object",
      ]
    ),
    (
      .quantity, ["Quantity", "Anzahl", "Stückzahl", "Quantité", "Quantità", "Cantidad", "Aantal", "Hoeveelheid"]
    ),
    (.unitPrice, ebayPrice),
    (
      .shipping,
      [
        "Shipping And Handling", "Postage And Packaging", "Postage And Handling", "Postage And Packing",
        "Verpackung und Versand", "Frais de livraison", "Frais de port", "Livraison et traitement",
        "Spedizione e imballaggio", "Spese di spedizione", "Gastos de envío", "Envío y manipulación",
        "Verzending en verwerking", "Verzendkosten",
      ]
    ),
    (.tax, ["Seller Collected Tax", "Vom Verkäufer eingezogene Steuer"]),
    (
      .region,
      ["Ship To State", "Buyer State", "Versand nach Bundesland", "Bundesland des Käufers", "Staat des Käufers"]
    ),
    (.city, ["Ship To City", "Buyer City", "Versand nach Ort", "Ort des Käufers", "Ville de l'acheteur"]),
    (
      .country,
      ["Ship To Country", "Buyer Country", "Versand nach Land", "Land des Käufers", "Pays de l'acheteur"]
    ),
  ]
}
