"""The form of sitemaps as sitemaps.org describes it, version 0.9, and a check against it."""

from lxml import etree

_BEGIN = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  elementFormDefault="qualified">
<xs:simpleType name="address">
  <xs:restriction base="xs:anyURI">
    <xs:minLength value="12"/><xs:maxLength value="2048"/>
  </xs:restriction>
</xs:simpleType>
<xs:simpleType name="moment"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
"""
_URLSET = f"""{_BEGIN}
<xs:element name="urlset">
  <xs:complexType><xs:sequence>
    <xs:element name="url" minOccurs="1" maxOccurs="50000">
      <xs:complexType><xs:sequence>
        <xs:element name="loc" type="address"/>
        <xs:element name="lastmod" type="moment" minOccurs="0"/>
        <xs:element name="changefreq" type="xs:string" minOccurs="0"/>
        <xs:element name="priority" type="xs:decimal" minOccurs="0"/>
      </xs:sequence></xs:complexType>
    </xs:element>
  </xs:sequence></xs:complexType>
</xs:element>
</xs:schema>
"""
_INDEX = f"""{_BEGIN}
<xs:element name="sitemapindex">
  <xs:complexType><xs:sequence>
    <xs:element name="sitemap" minOccurs="1" maxOccurs="50000">
      <xs:complexType><xs:sequence>
        <xs:element name="loc" type="address"/>
        <xs:element name="lastmod" type="moment" minOccurs="0"/>
      </xs:sequence></xs:complexType>
    </xs:element>
  </xs:sequence></xs:complexType>
</xs:element>
</xs:schema>
"""
_SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_BYTES = 50_000_000


def dates_in(content: bytes) -> dict[str, str]:
    """The dates in a sitemap or an index, by address; fails where its form is not the right one."""
    assert len(content) < MOST_BYTES
    tree = etree.fromstring(content)
    schema = _INDEX if tree.tag == f"{_SPACE}sitemapindex" else _URLSET
    etree.XMLSchema(etree.fromstring(schema)).assertValid(tree)
    addresses = [element.findtext(f"{_SPACE}loc") or "" for element in tree]
    assert len(addresses) == len(set(addresses))
    return {
        address: element.findtext(f"{_SPACE}lastmod") or ""
        for address, element in zip(addresses, tree, strict=True)
    }
